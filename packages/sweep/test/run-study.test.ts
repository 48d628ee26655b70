import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import {
  checkStudy,
  describeStudy,
  type Executor,
  FolderStore,
  type Ground,
  type JobOutput,
  type JobTask,
  planJobs,
  runStudy,
  type Study,
  type StudyEvent,
  ThreadPool,
  WorkerLostError,
} from "../src/index.ts";
import { makeFolder } from "./make-folder.ts";

const ground: Ground = { data: "0f", numbers: "1", engine: "wasm" };
const study = checkStudy({
  space: { x: Array.from({ length: 27 }, (_, i) => i) },
  seeds: [1, 2],
  epochs: 9,
  search: { method: "hyperband" },
});

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function makeStore(): Promise<FolderStore> {
  const folder = await makeFolder();
  cleanUps.push(() => rm(folder, { recursive: true }));
  return new FolderStore(join(folder, "results"));
}

const execArgv = ["--conditions=@rnn/source", "--import", import.meta.resolve("tsx")];

function makePool(options: { threads: number; hangMs?: number }): ThreadPool {
  const pool = new ThreadPool(new URL("threads-program.ts", import.meta.url), {
    ...options,
    execArgv,
  });
  cleanUps.push(() => pool.close());
  return pool;
}

/** Each file of a store with its content. */
async function contentOf({ path }: FolderStore): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(path, name), "hex")));
  return Object.fromEntries(names.map((name, i) => [name, contents[i]]));
}

/** Computes in this thread, in an order that depends on `delays`. */
function executeHere(
  compute: (task: JobTask, call: number) => JobOutput,
  concurrency = 4,
): Executor {
  let calls = 0;
  return {
    concurrency,
    async run(task, signal) {
      const call = calls++;
      for (let turn = 0; turn < (call * 7) % 5; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      }
      return compute(task, call);
    },
    close: async () => undefined,
  };
}

/** A loss that says from which epochs the job was computed. */
function train({ job, checkpoint }: JobTask): JobOutput {
  const epochs = [...(checkpoint ?? [])];
  while (epochs.length < job.epochs) epochs.push(epochs.length);
  const valLoss = Math.abs(Number(job.trial.options["x"]) - 17) + 1 / job.epochs;
  return {
    result: { status: "completed", valLoss, valAccuracy: 0.5 },
    checkpoint: Uint8Array.from(epochs),
  };
}

describe("a study on threads", () => {
  test("leaves equal bytes for 1, 2 and 8 of them", async () => {
    const outcomes = [];
    for (const threads of [1, 2, 8]) {
      const store = await makeStore();
      const results = await runStudy(study, ground, { store, executor: makePool({ threads }) });
      expect(planJobs(study, ground, results)).toEqual([]);
      outcomes.push({
        record: JSON.stringify(describeStudy(study, ground, results)),
        files: await contentOf(store),
      });
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  });

  test("gives up a trial whose worker dies three times, and closes its rung", async () => {
    const dying: Study = checkStudy({ space: { x: [17, 18], dies: [false, true] }, epochs: 2 });
    const events: StudyEvent[] = [];
    const results = await runStudy(dying, ground, {
      store: await makeStore(),
      executor: makePool({ threads: 2 }),
      onEvent: (event) => events.push(event),
    });
    const { leaderboard } = describeStudy(dying, ground, results);
    expect(
      leaderboard.map(({ options, failures }) => [options["x"], options["dies"], failures]),
    ).toEqual([
      [17, false, 0],
      [18, false, 0],
      [expect.any(Number), true, 1],
      [expect.any(Number), true, 1],
    ]);
    expect(events.filter(({ kind }) => kind === "lost")).toHaveLength(6);
    expect([...results.values()].find(({ status }) => status === "failed")).toEqual({
      status: "failed",
      reason: expect.stringMatching(/^Its worker ended 3 times without a result: /),
    });
  });

  test("ends a trial that hangs", async () => {
    const hanging = checkStudy({ space: { x: [1], hangs: [true] }, epochs: 1 });
    const executor = makePool({ threads: 1, hangMs: 200 });
    const results = await runStudy(hanging, ground, { store: await makeStore(), executor });
    expect([...results.values()]).toEqual([
      { status: "failed", reason: expect.stringContaining("no progress for 0.2 s") },
    ]);
  });

  test("passes on what the work throws, and leaves nothing at work", async () => {
    const wrong = checkStudy({ space: { x: [1, 2, 3], throws: [true] }, epochs: 1 });
    const running = runStudy(wrong, ground, {
      store: await makeStore(),
      executor: makePool({ threads: 2 }),
    });
    await expect(running).rejects.toThrow("expected another x");
  });
});

test("threads that cannot start are an error that says so", async () => {
  const executor = new ThreadPool(new URL("no-such-program.ts", import.meta.url), {
    threads: 1,
    execArgv: ["--import", "no-such-package"],
  });
  cleanUps.push(() => executor.close());
  await expect(runStudy(study, ground, { store: await makeStore(), executor })).rejects.toThrow(
    /^ThreadPool: expected threads that stay, got Cannot find package 'no-such-package'/,
  );
});

// Node 20 aborts the process where a thread is ended while `require` loads an ES module.
test("threads load what they run by import, not by require", async () => {
  const folder = await makeFolder();
  cleanUps.push(() => rm(folder, { recursive: true }));
  const program = join(folder, "program.mjs");
  await writeFile(
    program,
    "const { stack } = new Error();\nexport const runJob = () => ({ output: stack });\n",
  );
  const pool = new ThreadPool<object, string>(pathToFileURL(program), { threads: 1 });
  cleanUps.push(() => pool.close());
  const stack = await pool.run({}, new AbortController().signal);
  expect(stack).toContain("program.mjs");
  expect(stack).not.toContain("require");
});

test("a study that was ended is resumed without computing anything twice", async () => {
  const store = await makeStore();
  const whole = await makeStore();
  await runStudy(study, ground, { store: whole, executor: executeHere(train) });
  const computed: string[] = [];
  const note = (task: JobTask): JobOutput => {
    computed.push(task.job.key);
    return train(task);
  };
  for (let ends = 1; ; ends++) {
    const controller = new AbortController();
    const executor = executeHere((task, call) => {
      if (call === 10) controller.abort(new Error("enough"));
      controller.signal.throwIfAborted();
      return note(task);
    });
    const run = runStudy(study, ground, { store, executor, signal: controller.signal });
    const error: unknown = await run.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) break;
    expect(error).toEqual(new Error("enough"));
    expect(ends).toBeLessThan(100);
  }
  expect(await contentOf(store)).toEqual(await contentOf(whole));
  const [found, wanted] = await Promise.all(
    [store, whole].map((from) =>
      runStudy(study, ground, { store: from, executor: executeHere(train) }),
    ),
  );
  const computedAtOnce = await runStudy(study, ground, {
    store: await makeStore(),
    executor: executeHere(train),
  });
  for (const results of [found, wanted]) {
    expect(JSON.stringify(describeStudy(study, ground, results))).toBe(
      JSON.stringify(describeStudy(study, ground, computedAtOnce)),
    );
  }
  const stored = new Set(Object.keys(await contentOf(store)).map((name) => name.split(".")[0]));
  expect(new Set(computed)).toEqual(stored);
});

test("a worker that is lost once or twice changes nothing", async () => {
  const [store, whole] = [await makeStore(), await makeStore()];
  await runStudy(study, ground, { store: whole, executor: executeHere(train) });
  const executor = executeHere((task, call) => {
    if (call % 3 === 0) throw new WorkerLostError("killed");
    return train(task);
  }, 1);
  await runStudy(study, ground, { store, executor });
  expect(await contentOf(store)).toEqual(await contentOf(whole));
});

test("a result that differs from the one that is kept ends the study", async () => {
  const store = await makeStore();
  await runStudy(study, ground, { store, executor: executeHere(train) });
  for (const name of await readdir(store.path)) {
    if (name.endsWith(".json")) await rm(join(store.path, name));
  }
  const other = executeHere((task) => ({ ...train(task), checkpoint: new Uint8Array(3) }));
  await expect(runStudy(study, ground, { store, executor: other })).rejects.toThrow(
    "Equal jobs give equal bytes",
  );
});

test("a result that cannot be read is named with what to do", async () => {
  const store = await makeStore();
  const [{ key }] = planJobs(study, ground, new Map());
  await store.put(`${key}.json`, new TextEncoder().encode('{"status":"completed"}'));
  await expect(runStudy(study, ground, { store, executor: executeHere(train) })).rejects.toThrow(
    `runStudy: expected a result of job ${key}, got other bytes. Remove ${key}.json`,
  );
});
