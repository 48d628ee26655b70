/** What the threads of a scoring run. */
import { workerData } from "node:worker_threads";
import { serveJobs } from "@rnn/sweep";
import type { TextClassifier } from "@rnn/text-classifier";
import { loadClassifier } from "../model/load-classifier.ts";
import { fingerprintModel } from "./fingerprint-model.ts";
import type { ScoreTask, ScoreWorkerData } from "./score-task.ts";
import { scoreTexts } from "./score-texts.ts";

let classifier: Promise<TextClassifier> | undefined;

export const runJob = serveJobs<ScoreTask, Uint8Array>(async ({ texts }, onProgress) => {
  const data = workerData as ScoreWorkerData;
  classifier ??= load(data);
  return scoreTexts(await classifier, texts, data, onProgress);
});

async function load({
  model,
  fingerprint: expected,
  rejectBelow,
}: ScoreWorkerData): Promise<TextClassifier> {
  const found = await fingerprintModel(model);
  if (found === expected) return loadClassifier(model, rejectBelow);
  throw new Error(
    `expected the model that the scoring began with (${expected.slice(0, 12)}), got another (${found.slice(0, 12)}; ${model}). ` +
      "Put it back, or score into another folder.",
  );
}
