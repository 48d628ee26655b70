import { expect, test } from "vitest";
import { type Executor, type KeyedTask, runTasks, WorkerLostError } from "../src/index.ts";

async function* list(count: number, onRead: (n: number) => void = () => undefined) {
  for (let n = 0; n < count; n++) {
    onRead(n);
    yield { key: `task${n}` };
  }
}

function makeStore() {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    get: async (key: string) => kept.get(key),
    put: async (key: string, bytes: Uint8Array) => {
      kept.set(key, bytes);
    },
  };
}

/** Answers in an order that is not that of the tasks; `run` may throw. */
function makeExecutor(
  concurrency: number,
  run: (key: string, call: number) => void = () => undefined,
) {
  let calls = 0;
  const executor: Executor<KeyedTask, Uint8Array> = {
    concurrency,
    async run({ key }, signal) {
      const call = calls++;
      for (let turn = 0; turn < (call * 7) % 5; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      }
      run(key, call);
      return new TextEncoder().encode(key);
    },
    close: async () => undefined,
  };
  return executor;
}

test("each task is run once, and tasks are read no faster than they are run", async () => {
  const store = makeStore();
  let [read, done, mostAhead] = [0, 0, 0];
  const onEnd = () => {
    done++;
  };
  const tasks = list(50, () => {
    read++;
    mostAhead = Math.max(mostAhead, read - done);
  });
  await runTasks(tasks, { store, executor: makeExecutor(3), onEnd });
  expect(store.kept.size).toBe(50);
  expect(done).toBe(50);
  expect(mostAhead).toBeLessThanOrEqual(4);
});

test("what was ended is resumed without running anything twice, and none is left at work", async () => {
  const store = makeStore();
  const ran: string[] = [];
  const errors: string[] = [];
  let atWork = 0;
  for (let ends = 1; store.kept.size < 40; ends++) {
    const executor = makeExecutor(4, (key, call) => {
      if (call === 9) throw new RangeError("enough");
      ran.push(key);
    });
    const counted: typeof executor = {
      ...executor,
      run: (...given) => {
        atWork++;
        return executor.run(...given).finally(() => atWork--);
      },
    };
    const run = runTasks(list(40), { store, executor: counted });
    errors.push(await run.then(() => "none", String));
    expect(atWork).toBe(0);
    expect(ends).toBeLessThan(20);
  }
  expect(new Set(errors)).toEqual(new Set(["RangeError: enough", "none"]));
  expect(new Set(ran).size).toBe(40);
});

test("an abort ends it with its reason", async () => {
  const controller = new AbortController();
  const executor = makeExecutor(2, (_, call) => {
    if (call === 5) controller.abort(new Error("enough"));
  });
  const { signal } = controller;
  await expect(runTasks(list(1000), { store: makeStore(), executor, signal })).rejects.toEqual(
    new Error("enough"),
  );
});

test("a worker that is lost is tried three times, then the task is named", async () => {
  const store = makeStore();
  const lost: number[] = [];
  const executor = makeExecutor(1, (key) => {
    if (key === "task2") throw new WorkerLostError("killed");
  });
  await expect(
    runTasks(list(4), { store, executor, onLost: (_, attempt) => lost.push(attempt) }),
  ).rejects.toThrow(
    "runTasks: expected the output of task2, got three workers that ended without it: killed.",
  );
  expect(lost).toEqual([1, 2, 3]);
});
