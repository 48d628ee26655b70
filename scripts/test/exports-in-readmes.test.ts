import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listPublicPackages } from "../packages.mjs";

/** What a module exports to be used at run time, by name; types are left out. */
function listExportedValues(source: string): string[] {
  return Array.from(source.matchAll(/^export \{([^}]*)\}/gm), ([, names]) => names)
    .flatMap((names) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
}

test.each(listPublicPackages())("the README of $name names all that it exports", ({ folder }) => {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const named = new Set(read("README.md").match(/\w+/g));
  const values = listExportedValues(read("src/index.ts"));
  expect(values.length).toBeGreaterThan(0);
  expect(values.filter((name) => !named.has(name))).toEqual([]);
});
