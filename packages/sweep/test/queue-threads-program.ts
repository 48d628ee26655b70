/** What the threads of the workers in the tests of the queue run: a made-up training, and ways to end in it. */
import { setTimeout } from "node:timers/promises";
import type { JobOutput, JobTask } from "../src/index.ts";
import { serveQueuedJobs, UnfitWorkerError } from "../src/queue.ts";
import { trainMadeUp } from "./train-made-up.ts";

export const runJob = serveQueuedJobs<JobTask, JobOutput>(async ({ context, task }, onProgress) => {
  const { x, dies, hangs, throws, epochMs } = task.job.trial.options;
  if (throws === true) throw new RangeError("expected another x");
  if (dies === true) process.exit(1);
  if (hangs === true) await setTimeout(2 ** 30);
  if (context === "other data") throw new UnfitWorkerError("expected other data");
  const from = task.checkpoint?.length ?? 0;
  for (let epoch = from; epoch < task.job.epochs; epoch++) {
    onProgress();
    await setTimeout(Number(epochMs ?? 0));
  }
  return trainMadeUp(task, Number(x));
});
