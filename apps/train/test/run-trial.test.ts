import { writeFileSync } from "node:fs";
import path from "node:path";
import type { JobOutput } from "@rnn/sweep";
import { expect, test } from "vitest";
import { runTrial } from "../src/sweep/run-trial.ts";
import { readShared, shareValue } from "../src/sweep/share-value.ts";
import { fromPlainData, loadQuietly, toPlainData } from "../src/sweep/trial-data.ts";
import { resolveTrialOptions } from "../src/sweep/trial-options.ts";
import { newFolder } from "./run-cli.ts";

const words = ["good", "nice", "bad", "awful", "day", "film", "story", "so", "long", "end"];
const table = path.join(newFolder(), "texts.csv");
writeFileSync(
  table,
  `text,label\n${Array.from(
    { length: 80 },
    (_, i) => `${words[i % 4]} ${words[4 + (i % 5)]} w${i % 9},${["a", "b"][i % 2]}\n`,
  ).join("")}`,
);
const origin = { option: "--config", path: "sweep.json", folder: "/" };

/** As it is compared quickly. */
function inHex({ result, checkpoint, model }: JobOutput): object {
  const [left, kept] = [checkpoint, model].map(
    (bytes) => bytes && Buffer.from(bytes).toString("hex"),
  );
  return { result, left, kept };
}

test.each([
  ["the chapter's network", { data: "synthetic", maxlen: 6, validationSize: 24_500, nCells: 2 }],
  [
    "chapter 09-4's",
    {
      chapter: "09-4",
      data: "synthetic",
      maxlen: 6,
      numWords: 50,
      nCells: 2,
      validationSize: 24_500,
    },
  ],
  ["a recurrent network", { command: "train", data: table, model: "rnn", units: 2, patience: 9 }],
  ["a classifier of both parts", { command: "train", data: table, model: "both", units: 2 }],
])("%s that is left at any point of a trial ends with the same bytes", async (_, given) => {
  const epochs = 2;
  const options = await resolveTrialOptions({ options: given, seed: 1, epochs }, origin);
  const loaded = await loadQuietly(options, () => undefined);
  const shared = shareValue(toPlainData(loaded));
  const data = fromPlainData(readShared(shared) as ReturnType<typeof toPlainData>);
  for (const keepsModel of [false, true]) {
    const train = async (checkpoint?: Uint8Array): Promise<[JobOutput, Uint8Array[]]> => {
      const reported: Uint8Array[] = [];
      const output = await runTrial(options, {
        data,
        checkpoint,
        keepsModel,
        checkpointMs: 0,
        onProgress: () => undefined,
        onCheckpoint: (bytes) => reported.push(bytes),
      });
      return [output, reported];
    };
    const [whole, reported] = await train();
    expect(whole.result.status).toBe("completed");
    expect(reported.length).toBeGreaterThan(3);
    for (const share of [0.4, 1]) {
      const [resumed] = await train(reported[Math.ceil(share * reported.length) - 1]);
      expect(inHex(resumed)).toEqual(inHex(whole));
    }
  }
});
