/** What the threads of a study run. */
import { PassThrough, Readable } from "node:stream";
import { workerData } from "node:worker_threads";
import { type JobOutput, serveJobs } from "@rnn/sweep";
import { loadTask } from "../data/load-task.ts";
import type { Task } from "../data/task.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { runTrial } from "./run-trial.ts";
import { resolveTrialOptions, type TrialOrigin } from "./trial-options.ts";

/** What every trial of a study has in common. */
export interface TrialWorkerData {
  readonly origin: TrialOrigin;
  /** The most epochs of a trial: at them its model is kept. */
  readonly epochs: number;
}

/** Prepared data is kept for the trials that follow, this many of them. */
const mostTasks = 4;
const tasks = new Map<string, Promise<Task>>();

export const runJob = serveJobs(async ({ job, checkpoint }, onProgress): Promise<JobOutput> => {
  const { origin, epochs } = workerData as TrialWorkerData;
  const { options: given, seed } = job.trial;
  const options = await resolveTrialOptions({ options: given, seed, epochs: job.epochs }, origin);
  const task = await prepareTask(options);
  return runTrial(options, { task, checkpoint, keepsModel: job.epochs === epochs, onProgress });
});

function prepareTask(options: TrainingOptions): Promise<Task> {
  const key = JSON.stringify(dataOptionsOf(options));
  const found = tasks.get(key);
  const [oldest] = tasks.keys();
  if (found === undefined && tasks.size === mostTasks) tasks.delete(oldest);
  const task = found ?? load(options);
  // Again, as the latest.
  tasks.delete(key);
  tasks.set(key, task);
  return task;
}

/** Whoever started the study has reported what there is to report of the data. */
function load(options: TrainingOptions): Promise<Task> {
  const stderr = new PassThrough().resume();
  const steps = { show() {}, stop() {} };
  const { signal } = new AbortController();
  return loadTask(options, { stdin: Readable.from([]), stderr, signal, steps });
}

/** What concerns the network alone, and not the prepared data. */
const ofTheNetwork: readonly (keyof TrainingOptions)[] = [
  "nCells",
  "batchSize",
  "learningRate",
  "bpttSteps",
  "recurrentGradient",
  "epochs",
  "engine",
];

function dataOptionsOf(options: TrainingOptions): readonly (readonly [string, unknown])[] {
  const foreign: readonly string[] = ofTheNetwork;
  return Object.entries(options).filter(([name]) => !foreign.includes(name));
}
