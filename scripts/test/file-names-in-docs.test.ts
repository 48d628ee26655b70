import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const left = /(^|\/)(node_modules|dist|coverage|runs|packed|results|\.[^/]+)(\/|$)/;

/** Every path of the repository from the root on, without what is installed or built. */
function listFiles(folder = ""): string[] {
  return readdirSync(new URL(folder === "" ? "." : `${folder}/`, root), {
    withFileTypes: true,
  }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (left.test(path)) return [];
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

const files = listFiles();
const pages = files.filter((path) =>
  /^(README\.md|docs\/[^/]+\.md|(packages|apps)\/[^/]+\/README\.md)$/.test(path),
);

describe("every source that a page names is there:", () => {
  test.each(pages)("%s", (page) => {
    const text = readFileSync(new URL(page, root), "utf8");
    const named = Array.from(text.matchAll(/`([\w./-]+\.(?:ts|mjs))`/g), ([, name]) => name);
    const missing = named.filter(
      (name) => !files.some((path) => path === name || path.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });
});

test("every page of docs that a source names is there", () => {
  const sources = files.filter((path) => /^(packages|apps)\/[^/]+\/src\/.*\.tsx?$/.test(path));
  const named = sources.flatMap((path) =>
    Array.from(
      readFileSync(new URL(path, root), "utf8").matchAll(/\bdocs\/[\w./-]+?\.md\b/g),
      ([page]) => ({ path, page }),
    ),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(({ page }) => !files.includes(page))).toEqual([]);
});
