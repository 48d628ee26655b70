import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("CONTRIBUTING.md", root), "utf8");

/** The rows of the map: a change, and the paths of its files from the root on, but for those of new files. */
const rows = Array.from(page.matchAll(/^\| (an? .+?) \| (.+) \|$/gm), ([, change, cell]) => ({
  change,
  paths: pathsIn(cell),
}));

function pathsIn(cell: string): string[] {
  const paths: string[] = [];
  let folder = "";
  for (const [, path] of cell.matchAll(/`([\w.<>/-]+)`/g)) {
    if (/^(packages|apps)\/[^/]+$/.test(path)) folder = `${path}/`;
    else if (path.includes("/") && !path.includes("<")) paths.push(folder + path);
  }
  return paths;
}

describe("CONTRIBUTING names files that there are for", () => {
  test("the ten likely changes", () => {
    expect(rows.map(({ change }) => change)).toEqual([
      "a new cell",
      "an optimizer",
      "a file format",
      "a data source",
      "a command",
      "a chart",
      "an option",
      "a metric",
      "an engine variant",
      "an error",
    ]);
  });

  test.each(rows)("$change", ({ paths }) => {
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});
