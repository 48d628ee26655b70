import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const page = new URL("../../../docs/reliability.md", import.meta.url);

/** The rows of the page's tables: a promise, a link to the file of its tests, their names in backticks. */
const rows = [
  ...readFileSync(page, "utf8").matchAll(/^\| (.+?) \| \[.+?\]\((.+?)\) \| (.+) \|$/gm),
].map(([, promise, file, names]) => ({
  promise,
  source: readFileSync(new URL(file, page), "utf8"),
  names: Array.from(names.matchAll(/`(.+?)`/g), ([, name]) => name),
}));

describe("docs/reliability.md names tests that there are:", () => {
  test("a row has at least one", () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter(({ names }) => names.length === 0)).toEqual([]);
  });

  test.each(rows)("$promise", ({ source, names }) => {
    const missing = names.filter((name) => !source.includes(`"${name}"`));
    expect(missing).toEqual([]);
  });
});
