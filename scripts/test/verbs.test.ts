import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./run-script.ts";

const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

describe("the verbs of the root", () => {
  test.each(Object.keys(scripts))("%s has a word in CONTRIBUTING.md", (name) => {
    expect(contributing).toMatch(new RegExp(`\`(?:pnpm |npm run )?${name}\``));
  });

  test("are all that CONTRIBUTING.md lists", () => {
    const rows = contributing.matchAll(/^\| (`.*?`) \| /gm);
    const listed = [...rows].flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
    expect(listed.filter((name) => !(name in scripts))).toEqual([]);
    expect(listed).toContain("kernels");
  });
});
