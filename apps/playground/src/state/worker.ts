import { WorkerClient } from "../protocol/worker-client.ts";
import { takeProgress } from "./take-progress.ts";

/** The page's one worker; it starts at the first call. */
export const worker = new WorkerClient(
  () => new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module" }),
  takeProgress,
);
