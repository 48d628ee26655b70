/** The same from a queue. */
import type { JobOutput, JobTask } from "../src/index.ts";
import { serveQueuedJobs } from "../src/queue.ts";

const output: JobOutput = {
  result: { status: "completed", valLoss: 0.5, valAccuracy: 0.5 },
  checkpoint: new Uint8Array(20_000).fill(7),
};

export const runJob = serveQueuedJobs<JobTask, JobOutput>(async () => output);
