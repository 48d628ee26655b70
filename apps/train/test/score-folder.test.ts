import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ScoreFolder } from "../src/score/score-folder.ts";
import { newFolder } from "./run-cli.ts";

test("inputs that are finished at the same time each have their own results", async () => {
  const place = path.join(newFolder(), "scored");
  const folder = await ScoreFolder.open(place, { version: 1 });
  const names = Array.from({ length: 20 }, (_, i) => `${i}.jsonl`);
  for (const name of names) await folder.chunks.put(`key-${name}`, Buffer.from(`${name}\n`));
  await Promise.all(
    names.map((output) => folder.finish({ output, input: "0f", texts: 1 }, [`key-${output}`])),
  );
  await folder.release();
  expect(readdirSync(place).sort()).toEqual([".score", ...names].sort());
  for (const name of names) expect(readFileSync(path.join(place, name), "utf8")).toBe(`${name}\n`);
});
