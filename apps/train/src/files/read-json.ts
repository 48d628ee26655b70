import { readFileSync } from "node:fs";

/**
 * The value of a JSON file in UTF-8, with or without a byte order mark.
 * @throws what went wrong, for `describeFileError`
 */
export function readJson(path: string): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)));
}
