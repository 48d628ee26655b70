import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listPublicPackages } from "../packages.mjs";
import { root } from "./run-script.ts";

const readPage = (path: string): string => readFileSync(join(root, path), "utf8");
const [picture] = /```\n( +apps\/train[\s\S]*?)```/.exec(readPage("docs/architecture.md")) ?? [""];
/** The names in the picture, row by row from the top. */
const rows = picture
  .split("\n")
  .map((line) => Array.from(line.matchAll(/@rnn\/[\w-]+/g), ([name]) => name));
const rowOf = (name: string): number => rows.findIndex((names) => names.includes(name));

function listImports(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies).filter((name) => name.startsWith("@rnn/"));
}

describe("the picture of docs/architecture.md", () => {
  test("has every public package once, and is that of the README", () => {
    const names = listPublicPackages().map(({ name }) => String(name));
    expect(rows.flat().toSorted()).toEqual(names.toSorted());
    expect(readPage("README.md")).toContain(picture);
  });

  test.each(listPublicPackages())("has $name above all that it depends on", ({ name, folder }) => {
    const dependencies = listImports(folder);
    expect(dependencies.filter((other) => rowOf(other) <= rowOf(name))).toEqual([]);
  });
});
