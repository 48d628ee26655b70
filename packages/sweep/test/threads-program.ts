/** What the threads of run-study.test.ts run: a made-up training, and ways to die in it. */
import { setTimeout } from "node:timers/promises";
import { serveJobs } from "../src/index.ts";
import { trainMadeUp } from "./train-made-up.ts";

export const runJob = serveJobs(async ({ job, checkpoint }, onProgress) => {
  const { x, dies, hangs, throws } = job.trial.options;
  if (throws === true) throw new RangeError("expected another x");
  if (dies === true) process.exit(1);
  if (hangs === true) await setTimeout(2 ** 30);
  onProgress();
  return trainMadeUp({ job, ...(checkpoint && { checkpoint }) }, Number(x));
});
