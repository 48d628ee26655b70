/**
 * What a job costs beside its work, on threads and over a queue: 1,000 jobs one after the other that compute
 * nothing and leave a checkpoint of 20 kB, their files forced to the disk, and as many in a study. Then 10,000 such jobs put into a
 * queue at once, and the memory of Redis while one worker does them. Beside them empty jobs of plain BullMQ.
 * `--quick` takes a tenth of each, `--json` prints an array. What needs a redis-server is left out where there is none.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { hasRedis, TestRedis } from "@rnn/testing/redis";
import { Queue, QueueEvents } from "bullmq";
import { Redis } from "ioredis";
import {
  checkStudy,
  type Executor,
  FolderStore,
  type Job,
  type JobOutput,
  JobStore,
  type JobTask,
  keyOfJob,
  keyOfTrial,
  runStudy,
  ThreadPool,
} from "../src/index.ts";
import { QueueExecutor } from "../src/queue.ts";

const count = process.argv.includes("--quick") ? 100 : 1000;
const many = 10 * count;
const { signal } = new AbortController();
const ground = { data: "0f", numbers: "1", engine: "wasm" };

function makeJob(x: number): Job {
  const options = { nCells: 32, learningRate: 0.01, x };
  const trial = keyOfTrial(options, 1, ground);
  return { key: keyOfJob(trial, 1), trial: { key: trial, options, seed: 1 }, epochs: 1 };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

/** The milliseconds of each job, from being given to the executor to being kept in a folder. */
async function timeJobs(executor: Executor): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), "rnn-bench-"));
  const store = new JobStore(new FolderStore(join(folder, "results")));
  const times: number[] = [];
  try {
    for (let x = 0; x < count; x++) {
      const job = makeJob(x);
      const start = performance.now();
      await store.put(job.key, await executor.run({ job }, signal));
      times.push(performance.now() - start);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return times;
}

const isJson = process.argv.includes("--json");
const measured: { readonly name: string; readonly value: number; readonly unit: string }[] = [];

function show(name: string, value: number, unit: string): void {
  measured.push({ name, value, unit });
  if (!isJson) console.log(`${name.padEnd(60)} ${value.toFixed(2).padStart(9)} ${unit}`);
}

const execArgv = ["--conditions=@rnn/source", "--import", import.meta.resolve("tsx")];

async function measureThreads(): Promise<void> {
  const pool = new ThreadPool(new URL("threads-program.ts", import.meta.url), {
    threads: 1,
    execArgv,
  });
  await pool.run({ job: makeJob(-1) }, signal);
  const [inStudy, alone] = [await timeStudy(pool), median(await timeJobs(pool))];
  show("a job of a study, kept while the next are done", inStudy, "ms");
  show("a job on a thread of this process, median", alone, "ms");
  await pool.close();
}

/** The milliseconds of a job in a study of as many, which waits for the disk at its end alone. */
async function timeStudy(executor: Executor): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "rnn-bench-"));
  const x = Array.from({ length: count }, (_, i) => i);
  const study = checkStudy({ space: { x }, epochs: 1 });
  try {
    const store = new FolderStore(join(folder, "results"));
    const started = performance.now();
    const results = await runStudy(study, ground, { store, executor });
    if (results.size !== count) throw new Error(`expected ${count} results, got ${results.size}`);
    return (performance.now() - started) / count;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startWorker(url: string, name = "worker-program.ts") {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const worker = spawn(process.execPath, [...execArgv, program, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Also where a measurement fails, and Redis is gone.
  process.once("exit", () => worker.kill("SIGKILL"));
  await once(worker.stdout, "data");
  return async () => {
    worker.kill("SIGTERM");
    await once(worker, "close");
  };
}

async function measureQueue(redis: TestRedis): Promise<void> {
  const stop = await startWorker(redis.url);
  const executor = await QueueExecutor.open<JobTask, JobOutput>(redis.url);
  await executor.run({ job: makeJob(-1) }, signal);
  show("a job over Redis and a worker process, median", median(await timeJobs(executor)), "ms");
  await stop();
  await executor.close();
}

/** The peer: the same queue, with no task, checkpoint or file. */
async function measureBullmq({ url }: TestRedis): Promise<void> {
  const stop = await startWorker(url, "bullmq-program.ts");
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue("plain", { connection });
  // From the first one on: what comes before it listens is not missed.
  const events = new QueueEvents("plain", { connection, lastEventId: "0-0" });
  await events.waitUntilReady();
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const done = once(events, "completed");
    await queue.add("empty", {}, { removeOnComplete: true });
    await done;
    times.push(performance.now() - start);
  }
  show("an empty job of plain BullMQ and a worker process, median", median(times), "ms");
  await stop();
  await events.close();
  await queue.close();
  connection.disconnect();
}

async function megabytesOf(redis: TestRedis): Promise<number> {
  const info = await redis.send("INFO memory");
  return Number(/used_memory:(\d+)/.exec(info)?.[1]) / 1e6;
}

async function measureMany(redis: TestRedis): Promise<void> {
  await redis.send("FLUSHALL");
  const executor = await QueueExecutor.open<JobTask, JobOutput>(redis.url);
  show("Redis's memory before", await megabytesOf(redis), "MB");
  const start = performance.now();
  const outputs = Array.from({ length: many }, (_, x) => executor.run({ job: makeJob(x) }, signal));
  const all = Promise.all(outputs);
  const waiting = async () => Number((await redis.send("LLEN {rnn}:tasks-1:wait")).slice(1));
  while ((await waiting()) < many) await new Promise((resolve) => setTimeout(resolve, 20));
  show(`${many} jobs put into the queue`, (performance.now() - start) / 1000, "s");
  show("Redis's memory then", await megabytesOf(redis), "MB");
  let most = 0;
  const sample = async (): Promise<void> => {
    most = Math.max(most, await megabytesOf(redis));
  };
  const watch = setInterval(() => void sample(), 100);
  const began = performance.now();
  const stop = await startWorker(redis.url);
  await all;
  show(`${many} jobs by one worker`, (performance.now() - began) / 1000, "s");
  clearInterval(watch);
  show("Redis's most memory meanwhile", most, "MB");
  await stop();
  await executor.close();
  show("Redis's memory when they are done", await megabytesOf(redis), "MB");
}

await measureThreads();
if (hasRedis) {
  const redis = await TestRedis.start(["--appendonly", "yes"]);
  try {
    await measureQueue(redis);
    await measureBullmq(redis);
    await measureMany(redis);
  } finally {
    await redis.remove();
  }
} else {
  console.error("skipped: needs redis-server (apt-get install redis-server)");
}
if (isJson) console.log(JSON.stringify(measured));
