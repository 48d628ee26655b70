import { RaggedTensor, RandomState } from "@rnn/tensor";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  bidirectional,
  dense,
  dropout,
  type EngineOption,
  embedding,
  gru,
  lstm,
  Sequential,
  type SequentialOptions,
} from "../src/index.ts";
import { noteWorkers, pause } from "./note-workers.ts";

const workers = noteWorkers();
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Rows of made-up ids, of any length from 0 on; the class is whether a row has more 1 than 2. */
function task(count: number, longest: number, seed = 1): { x: RaggedTensor; y: number[] } {
  const random = new RandomState(seed);
  const rows = Array.from({ length: count }, () =>
    Array.from(random.randint(1, 20, [random.randint(0, longest + 1)]).data, Number),
  );
  const countOf = (row: readonly number[], id: number): number =>
    row.filter((own) => own === id).length;
  return {
    x: RaggedTensor.fromArrays(rows),
    y: rows.map((row) => Number(countOf(row, 1) > countOf(row, 2))),
  };
}

const { x, y } = task(200, 30);
const threads = (count: number): EngineOption => ({ kind: "wasm", threads: count });

const layers = [embedding(20, 12), dropout(0.2), bidirectional(lstm(12)), gru(9), dense(1)];

function network(options: SequentialOptions = {}): Sequential {
  return new Sequential(layers, { onWarning: () => {}, ...options });
}

/** Keeps an early epoch until the threads of a run are up. */
function pauseOnce({ epoch }: { epoch: number }): void {
  if (epoch === 2) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
}

function bitsOf(trained: Sequential): unknown[] {
  return [trained.losses, trained.valLosses, trained.weights, trained.predictProba(x)];
}

/** What training gives that lasts until threads take part in it, and its warnings. */
async function train(
  engine: EngineOption,
  onTrained: () => void = () => {},
): Promise<{
  bits: unknown[];
  warnings: string[];
}> {
  const warnings: string[] = [];
  const trained = network({ engine, onWarning: (message) => void warnings.push(message) });
  const run = { epochs: 6, xVal: x, yVal: y, onEpochEnd: pauseOnce };
  await trained.fit(x, y, run);
  await pause(0);
  onTrained();
  return { bits: bitsOf(trained), warnings };
}

test("any number of threads gives the bits of one, run after run, also where none comes up", async () => {
  const alone = await train("wasm");
  expect(workers).toEqual([]);
  for (const count of [2, 3, 2]) {
    workers.length = 0;
    // Predictions, if they take long, start threads of their own.
    const onTrained = (): void => expect(workers.length).toBe(count - 1);
    expect(await train(threads(count), onTrained)).toEqual(alone);
    await pause(0);
  }
  vi.spyOn(process, "getBuiltinModule").mockImplementation(() => {
    throw new Error("no threads today");
  });
  const without = await train(threads(2));
  expect(without.bits).toEqual(alone.bits);
  expect(without.warnings).toEqual([expect.stringMatching(/no threads today.*one takes over/)]);
});

test("where memory cannot be shared one thread takes over, with one warning and the same bits", async () => {
  const alone = await train("wasm");
  vi.stubGlobal("SharedArrayBuffer", undefined);
  const warnings: string[] = [];
  const onWarning = (message: string): void => void warnings.push(message);
  const two = network({ engine: threads(2), onWarning });
  await two.fit(x, y, { epochs: 6, xVal: x, yVal: y });
  expect(warnings).toEqual([expect.stringMatching(/cross-origin isolated.*one thread takes over/)]);
  expect(bitsOf(two)).toEqual(alone.bits);
  await pause(0);
  expect(workers).toEqual([]);
});

test("two networks train at once, each with its threads and as alone", async () => {
  const alone = await train("wasm");
  const both = await Promise.all([train(threads(2)), train(threads(3))]);
  expect(both).toEqual([alone, alone]);
});

test("batches of fewer rows than threads, and of rows without words, have the bits of one", async () => {
  const few = RaggedTensor.fromArrays([[], [3, 1], [], [1, 2, 3, 4, 5]]);
  const results: unknown[] = [];
  for (const engine of ["wasm" as const, threads(8)]) {
    const small = network({ engine, batchSize: 2 });
    await small.fit(few, [0, 1, 0, 1], { epochs: 8, onEpochEnd: pauseOnce });
    results.push([small.weights, small.losses, small.predictProba(few).toArray()]);
  }
  expect(results[1]).toEqual(results[0]);
});

describe("threads", () => {
  test("are none where little is predicted", async () => {
    const untrained = network({ engine: threads(3) });
    untrained.score(x.take([0, 1]), y.slice(0, 2));
    untrained.lossAndGradients(x.take([0, 1]), y.slice(0, 2));
    await pause(0);
    expect(workers).toEqual([]);
  });

  test("share a long prediction, and end with it", async () => {
    const [alone, shared] = [network(), network({ engine: threads(2) })];
    // As many as take long on any machine.
    for (let count = 400; workers.length === 0 && count < 100_000; count *= 4) {
      const long = task(count, 300);
      expect(shared.predictProba(long.x)).toEqual(alone.predictProba(long.x));
      await pause(0);
    }
    expect(workers.length).toBeGreaterThan(0);
    await Promise.all(workers.map(({ exited }) => exited));
  });

  test("end with fit: finished, aborted, or thrown out of", async () => {
    const run = (): Sequential => network({ engine: threads(3) });
    await run().fit(x, y, { epochs: 1 });
    const stop = new AbortController();
    const onBatchEnd = ({ epoch }: { epoch: number }): void => {
      if (epoch === 2) stop.abort();
    };
    await expect(run().fit(x, y, { onBatchEnd, signal: stop.signal })).rejects.toThrow("abort");
    const thrown = new Error("from a callback");
    const onEpochEnd = (): never => {
      throw thrown;
    };
    await expect(run().fit(x, y, { onEpochEnd })).rejects.toBe(thrown);
    await pause(0);
    expect(workers.length).toBe(6);
    await Promise.all(workers.map(({ exited }) => exited));
  });

  test("are missed when one dies: fit rejects, names the class, and ends the others", async () => {
    const missed =
      /Sequential: expected the engine's threads to run until the training ends, but one ended/;
    let end = "";
    // One that is not up yet when it dies is not missed, which a busy machine can bring about.
    for (let pauseMs = 200; pauseMs < 100_000 && !missed.test(end); pauseMs *= 2) {
      workers.length = 0;
      const stop = new AbortController();
      const doomed = network({
        engine: threads(3),
        onWarning: (message) => stop.abort(new Error(message)),
      });
      const onEpochEnd = ({ epoch }: { epoch: number }): void => {
        if (epoch === 2) {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
        }
        if (epoch === 4) void workers[0].worker.terminate();
      };
      const run = { epochs: 1_000_000, onEpochEnd, signal: stop.signal };
      end = await doomed.fit(x, y, run).then(String, String);
      await Promise.all(workers.map(({ exited }) => exited));
    }
    expect(end).toMatch(missed);
  });
});
