import type { Executor, JobOutput, JobTask } from "@rnn/sweep";
import { ThreadPool } from "@rnn/sweep";
import { threadArguments } from "../thread-arguments.ts";
import { shareValue } from "./share-value.ts";
import { SharedDataCache } from "./shared-data-cache.ts";
import { type TrialData, toPlainData } from "./trial-data.ts";
import {
  dataOptionsOf,
  resolveTrialOptions,
  type TrialOptions,
  type TrialOrigin,
} from "./trial-options.ts";
import type { SharedTrialData, TrialOutput, TrialTask, TrialWorkerData } from "./trial-task.ts";

/** The options of a TrialPool. */
export interface TrialPoolOptions {
  /** Where the options of the study come from. */
  readonly origin: TrialOrigin;
  /** The most epochs of a trial. */
  readonly epochs: number;
  /** Threads; default: as many as there are processors. */
  readonly workers?: number | undefined;
  /** Between two checkpoints within a job; default a minute. */
  readonly checkpointMs?: number;
}

/** Prepared data is kept for the trials that follow, as far as it takes no more bytes than this together. */
const mostBytes = 2 ** 30;

/**
 * Trains trials on the threads of this process. What they are trained on is prepared once, by one of the threads, for
 * all: the threads read the same memory.
 */
export class TrialPool implements Executor {
  readonly concurrency: number;
  readonly #origin: TrialOrigin;
  readonly #pool: ThreadPool<TrialTask, TrialOutput>;
  readonly #prepared = new SharedDataCache(mostBytes);

  constructor({ origin, epochs, workers, checkpointMs = 60_000 }: TrialPoolOptions) {
    const workerData: TrialWorkerData = { epochs, checkpointMs };
    this.#origin = origin;
    this.#pool = new ThreadPool(workerModule, {
      workerData,
      ...threadArguments(),
      ...(workers !== undefined && { threads: workers }),
    });
    this.concurrency = this.#pool.concurrency;
  }

  /** Takes data that is prepared already, for the trials whose options name it. */
  share(options: TrialOptions, data: TrialData): void {
    void this.#prepared.get(dataKeyOf(options), async () => shareValue(toPlainData(data)));
  }

  /** Prepares the data that the options name, for the trials to come. @returns its SHA-256 */
  async prepare(options: TrialOptions, signal: AbortSignal): Promise<string> {
    const { data, fingerprint } = await this.#load(options, signal);
    await this.#prepared.get(dataKeyOf(options), async () => data);
    return fingerprint;
  }

  async run(
    task: JobTask,
    signal: AbortSignal,
    onCheckpoint?: (bytes: Uint8Array) => void,
  ): Promise<JobOutput> {
    const { job } = task;
    const { options: given, seed } = job.trial;
    const options = await resolveTrialOptions(
      { options: given, seed, epochs: job.epochs },
      this.#origin,
    );
    const dataKey = dataKeyOf(options);
    const load = async () => (await this.#load(options, signal)).data;
    const data = await this.#prepared.get(dataKey, load);
    const trial = { kind: "train", ...task, options, data, dataKey } as const;
    const output = await this.#pool.run(trial, signal, onCheckpoint);
    if ("result" in output) return output;
    throw new Error("TrialPool: expected the output of a training, got data.");
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #load(options: TrialOptions, signal: AbortSignal): Promise<SharedTrialData> {
    const output = await this.#pool.run({ kind: "prepare", options }, signal);
    if ("data" in output) return output;
    throw new Error("TrialPool: expected data, got the output of a training.");
  }
}

function dataKeyOf(options: TrialOptions): string {
  return JSON.stringify(dataOptionsOf(options));
}

/** The module of the threads, beside this one: a source where this is one. */
const workerModule = new URL(
  `trial-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`,
  import.meta.url,
);
