/**
 * The chapter's data preparation, timed in a fresh process; then, if asked, so many epochs of its training.
 * Prints one line of JSON: seconds, peak memory in MiB, and the SHA-256 of the padded ids.
 */
import { createHash } from "node:crypto";
import { RecurrentNetwork } from "@rnn/model";
import { chapterJob } from "../jobs/chapter-job.ts";
import { peakMiB } from "./peak-mib.ts";

const started = performance.now();
const { x, y, xVal, yVal } = await chapterJob();
const seconds = (performance.now() - started) / 1000;

const epochs = Number(process.argv[2]);
if (epochs > 0) {
  const network = new RecurrentNetwork({ nCells: 32, learningRate: 0.01 });
  await network.fit(x, y, { epochs, xVal, yVal });
}
const hash = createHash("sha256");
for (const { indices } of [x, xVal]) hash.update(Buffer.from(indices.data.buffer));
console.log(JSON.stringify({ seconds, peakMiB: peakMiB(), sha256: hash.digest("hex") }));
