/** What the threads of thread-pool.test.ts run: a made-up training, and ways to die in it. */
import { setTimeout } from "node:timers/promises";
import { serveJobs } from "../src/index.ts";

export const runJob = serveJobs(async ({ job, checkpoint }, onProgress) => {
  const { x, dies, hangs, throws } = job.trial.options;
  if (throws === true) throw new RangeError("expected another x");
  if (dies === true) process.exit(1);
  if (hangs === true) await setTimeout(2 ** 30);
  // One number an epoch, from the checkpoint on.
  const epochs = checkpoint ? [...checkpoint] : [];
  while (epochs.length < job.epochs) {
    epochs.push((Number(x) * 31 + epochs.length * 7 + job.trial.seed) % 251);
    onProgress();
  }
  const valLoss = Math.abs(Number(x) - 17) / 40 + 1 / job.epochs + epochs[0] / 10_000;
  return {
    result: { status: "completed", valLoss, valAccuracy: 1 / (1 + valLoss) },
    checkpoint: Uint8Array.from(epochs),
  };
});
