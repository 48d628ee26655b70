import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { hasRedis, TestRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import {
  checkStudy,
  describeStudy,
  FolderStore,
  type Ground,
  type JobOutput,
  type JobTask,
  runStudy,
  type Study,
  type StudyEvent,
} from "../src/index.ts";
import { QueueExecutor, type QueueExecutorOptions } from "../src/queue.ts";
import { makeFolder } from "./make-folder.ts";
import { shortLockMs, WorkerProcess } from "./queue-workers.ts";
import { trainMadeUp } from "./train-made-up.ts";

const ground: Ground = { data: "0f", numbers: "1", engine: "wasm" };
const study = checkStudy({
  space: { x: Array.from({ length: 9 }, (_, i) => i + 10) },
  seeds: [1, 2],
  epochs: 9,
  search: { method: "hyperband" },
});

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startRedis(args: readonly string[] = []): Promise<TestRedis> {
  const redis = await TestRedis.start(args);
  cleanUps.push(() => redis.remove());
  return redis;
}

function startWorker(url: string, options = {}): WorkerProcess {
  const worker = new WorkerProcess(url, options);
  cleanUps.push(() => worker.remove());
  return worker;
}

async function openExecutor(
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

async function makeStore(): Promise<FolderStore> {
  const folder = await makeFolder();
  cleanUps.push(() => rm(folder, { recursive: true }));
  return new FolderStore(join(folder, "results"));
}

/** Each file of a store with its content. */
async function contentOf({ path }: FolderStore): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(path, name), "hex")));
  return Object.fromEntries(names.map((name, i) => [name, contents[i]]));
}

/** Computed in this thread, with no queue. */
async function computeHere(of: Study) {
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

async function computeOver(executor: QueueExecutor<JobTask, JobOutput>, of: Study) {
  const store = await makeStore();
  const events: StudyEvent[] = [];
  const onEvent = (event: StudyEvent) => events.push(event);
  const results = await runStudy(of, ground, { store, executor, onEvent });
  return { record: describeStudy(of, ground, results), files: await contentOf(store), events };
}

describe.skipIf(!hasRedis)(`a study over Redis${withoutRedis}`, () => {
  test.each([1, 2])(
    "leaves the bytes of one in a single thread, with %i workers",
    async (count) => {
      const { url } = await startRedis();
      for (let i = 0; i < count; i++) startWorker(url);
      const { record, files } = await computeOver(await openExecutor(url), study);
      expect({ record, files }).toEqual(await computeHere(study));
    },
  );

  test("gives up a trial whose thread dies three times, and closes its rung", async () => {
    const { url } = await startRedis();
    startWorker(url, { threads: 2 });
    const dying = checkStudy({ space: { x: [17, 18], dies: [false, true] }, epochs: 2 });
    const { record, events } = await computeOver(await openExecutor(url), dying);
    expect(record.leaderboard.map(({ failures }) => failures)).toEqual([0, 0, 1, 1]);
    expect(events.filter(({ kind }) => kind === "lost")).toHaveLength(6);
  });

  test("ends with what the work throws", async () => {
    const { url } = await startRedis();
    startWorker(url);
    const wrong = checkStudy({ space: { x: [1], throws: [true] }, epochs: 1 });
    await expect(computeOver(await openExecutor(url), wrong)).rejects.toThrow(
      /^expected another x$/,
    );
  });
});
