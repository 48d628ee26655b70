import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "acorn";
import { expect, test } from "vitest";
import { root } from "./run-script.ts";

/** What a module and those that it imports by relative paths import from elsewhere, before they run. */
function findImports(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file) || file.endsWith(".cjs")) return [];
  seen.add(file);
  const source = readFileSync(file, "utf8");
  const { body } = parse(source, { ecmaVersion: "latest", sourceType: "module" });
  return body.flatMap((node) => {
    if (!("source" in node) || typeof node.source?.value !== "string") return [];
    const specifier = node.source.value;
    return specifier.startsWith(".")
      ? findImports(join(dirname(file), specifier), seen)
      : specifier;
  });
}

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const verbs = Object.values(scripts).flatMap(
  (command) => /(?<= )scripts\/[\w-]+\.mjs/.exec(command) ?? [],
);
const setsUp = readdirSync(join(root, "scripts"))
  .map((name) => `scripts/${name}`)
  .filter(
    (name) => name.endsWith(".mjs") && /^setUp\(/m.test(readFileSync(join(root, name), "utf8")),
  );

test.each([...new Set([...verbs, ...setsUp, "scripts/rnn-train.mjs", "bench/run.mjs"])])(
  "%s starts on a clone where nothing is installed",
  (script) => {
    const imports = findImports(join(root, script));
    expect(imports.filter((specifier) => !specifier.startsWith("node:"))).toEqual([]);
  },
);
