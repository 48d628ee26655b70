import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { newFolder } from "./run-cli.ts";

/** A study of made-up reviews that takes seconds. */
export const study = {
  options: { data: "synthetic", maxlen: 8, validationSize: 500 },
  space: { nCells: [2, 4], learningRate: [0.01, 1] },
  seeds: [1, 2],
  epochs: 4,
  search: { method: "successiveHalving", trials: 4, eta: 2 },
};

/** The file of a study, in a folder of its own. */
export function writeStudy(value: unknown = study): string {
  const file = path.join(newFolder(), "sweep.json");
  writeFileSync(file, JSON.stringify(value));
  return file;
}

/** The SHA-256 of all that must be equal for equal studies: of every file but those of when and where; a page has its folder's name. */
export function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && !["journal.jsonl", "sweep.json", "report.html"].includes(entry.name),
    )
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(
    names.sort().map((name) => [name, sha256(readFileSync(path.join(folder, name)))]),
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
