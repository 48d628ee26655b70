/** What the tests of the queue share: programs and folders that are there for one test. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { TestRedis } from "@rnn/testing/redis";
import {
  describeStudy,
  FolderStore,
  type Ground,
  type JobOutput,
  type JobTask,
  runStudy,
  type Study,
  type StudyEvent,
} from "../src/index.ts";
import { sha256 } from "../src/queue/message.ts";
import { QueueExecutor, type QueueExecutorOptions } from "../src/queue.ts";
import { makeFolder } from "./make-folder.ts";
import { shortLockMs, WorkerProcess, type WorkerProcessOptions } from "./queue-workers.ts";
import { trainMadeUp } from "./train-made-up.ts";

export const ground: Ground = { data: "0f", numbers: "1", engine: "wasm" };

const cleanUps: (() => Promise<unknown>)[] = [];

/** Ends and removes what a test started; for `afterEach`. */
export async function removeAll(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
}

/** Calls a function when the test has ended. */
export function afterTest(cleanUp: () => Promise<unknown>): void {
  cleanUps.push(cleanUp);
}

export async function startRedis(args: readonly string[] = []): Promise<TestRedis> {
  const redis = await TestRedis.start(args);
  cleanUps.push(() => redis.remove());
  return redis;
}

export function startWorker(url: string, options: WorkerProcessOptions = {}): WorkerProcess {
  const worker = new WorkerProcess(url, options);
  cleanUps.push(() => worker.remove());
  return worker;
}

export async function openExecutor(
  url: string,
  options: QueueExecutorOptions = {},
): Promise<QueueExecutor<JobTask, JobOutput>> {
  const executor = await QueueExecutor.open<JobTask, JobOutput>(url, {
    lockMs: shortLockMs,
    checkMs: 500,
    ...options,
  });
  cleanUps.push(() => executor.close());
  return executor;
}

export async function makeStore(): Promise<FolderStore> {
  const folder = await makeFolder();
  cleanUps.push(() => rm(folder, { recursive: true }));
  return new FolderStore(join(folder, "results"));
}

/** Each file of a store with the SHA-256 of its content. */
export async function contentOf({ path }: FolderStore): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  const contents = await Promise.all(
    names.map(async (name) => sha256(await readFile(join(path, name)))),
  );
  return Object.fromEntries(names.map((name, i) => [name, contents[i]]));
}

/** Computed in this thread, with no queue. */
export async function computeHere(of: Study) {
  const store = await makeStore();
  const results = await runStudy(of, ground, {
    store,
    executor: {
      concurrency: 1,
      run: async (task) => trainMadeUp(task, Number(task.job.trial.options["x"])),
      close: async () => undefined,
    },
  });
  return { record: describeStudy(of, ground, results), files: await contentOf(store) };
}

export async function computeOver(
  executor: QueueExecutor<JobTask, JobOutput>,
  of: Study,
  signal?: AbortSignal,
) {
  const store = await makeStore();
  const events: StudyEvent[] = [];
  const onEvent = (event: StudyEvent) => events.push(event);
  const results = await runStudy(of, ground, {
    store,
    executor,
    onEvent,
    ...(signal && { signal }),
  });
  return { record: describeStudy(of, ground, results), files: await contentOf(store), events };
}
