import { extname } from "node:path";

const tableEndings = new Set([".csv", ".tsv", ".json", ".jsonl", ".ndjson"]);

/** Whether a path is that of a table of texts, by its ending. */
export function isTable(path: string): boolean {
  return tableEndings.has(extname(path).toLowerCase());
}
