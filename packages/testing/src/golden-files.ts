import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the reference numbers are that are not part of this repository. */
const folder = process.env["RNN_GOLDEN_DIR"];

/** The content of a file of reference numbers; undefined where it is not there. */
export function readGolden(name: string): unknown {
  if (folder === undefined) return undefined;
  const path = join(folder, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as unknown) : undefined;
}
