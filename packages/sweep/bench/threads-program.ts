/** What the threads of the measurements run: jobs that compute nothing. */
import { type JobOutput, serveJobs } from "../src/index.ts";

const output: JobOutput = {
  result: { status: "completed", valLoss: 0.5, valAccuracy: 0.5 },
  checkpoint: new Uint8Array(20_000).fill(7),
};

export const runJob = serveJobs(async () => output);
