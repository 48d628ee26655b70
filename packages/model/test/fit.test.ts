import { full, RandomState, Tensor, zeros } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { type BatchEnd, type EpochEnd, NotFiniteError, RecurrentNetwork } from "../src/index.ts";
import { engines } from "./engines.ts";
import { lastToken } from "./last-token.ts";

const { x, y } = lastToken(70);

describe.each(engines)("fit on $engine", ({ engine }) => {
  const network = (options = {}): RecurrentNetwork =>
    new RecurrentNetwork({ nCells: 5, learningRate: 0.5, engine, ...options });

  test("learns to read the last token", async () => {
    const learner = network();
    await learner.fit(x, y, { epochs: 30 });
    expect(learner.losses[0]).toBeGreaterThan(0.5);
    expect(learner.losses[29]).toBeLessThan(0.1);
    expect(learner.score(x, y)).toBe(1);
    expect(Array.from(learner.predict(x).data)).toEqual(Array.from(y.data));
  });

  test("gives equal bits for equal seeds, and other weights for another seed", async () => {
    const run = async (options = {}, seed = 42): Promise<Uint8Array> => {
      const learner = network(options);
      await learner.fit(x, y, { epochs: 2, seed });
      return learner.save();
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(await run({ seed: 43 })).not.toEqual(first);
    expect(await run({}, 43)).not.toEqual(first);
  });

  test("takes each batch's loss before its update and averages the batches of an epoch", async () => {
    const batches: BatchEnd[] = [];
    const learner = network({ learningRate: 0 });
    await learner.fit(x, y, { epochs: 1, onBatchEnd: (event) => batches.push(event) });
    expect(batches.map(({ samples }) => samples)).toEqual([32, 64, 70]);
    expect(batches.map(({ epoch, batch, batches: all }) => [epoch, batch, all])).toEqual([
      [1, 1, 3],
      [1, 2, 3],
      [1, 3, 3],
    ]);
    const order = new RandomState(42).permutation(70).data; // numpy.random.seed(42); permutation(70)
    for (const [i, { loss }] of batches.entries()) {
      const rows = order.slice(32 * i, 32 * (i + 1));
      const { loss: expected } = learner.lossAndGradients(x.take(rows), y.take(rows));
      expect(loss).toBeCloseTo(expected, 6);
    }
    const [a, b, c] = batches.map(({ loss }) => loss);
    expect(learner.losses).toEqual([(a + b + c) / 3]);
  });

  test("takes a new order for each epoch from one stream", async () => {
    const learner = network({ batchSize: 70, learningRate: 0.1 });
    const whole = network({ batchSize: 70, learningRate: 0.1 });
    await learner.fit(x, y, { epochs: 2 });
    await whole.fit(x, y, { epochs: 1 });
    await whole.fit(x, y, { epochs: 1 });
    // One batch an epoch: the order only changes the order of a sum.
    expect(learner.losses[1]).toBeCloseTo(whole.losses[1], 6);
  });

  test("takes the validation loss after each epoch, over all validation rows", async () => {
    const events: EpochEnd[] = [];
    const learner = network();
    const xVal = x.take([3, 1, 4, 1, 5]);
    const yVal = y.take([3, 1, 4, 1, 5]);
    const history = await learner.fit(x, y, {
      epochs: 3,
      xVal,
      yVal,
      onEpochEnd(event) {
        events.push(event);
        expect(learner.valLosses.length).toBe(event.epoch);
        expect(event.valLoss).toBeCloseTo(learner.lossAndGradients(xVal, yVal).loss, 6);
        expect(event.valAccuracy).toBe(learner.score(xVal, yVal));
      },
    });
    expect(events.map(({ epoch, epochs }) => [epoch, epochs])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(history.losses).toEqual(learner.losses);
    expect(history.valLosses).toEqual(learner.valLosses);
    expect(history.valLosses).toEqual(events.map(({ valLoss }) => valLoss));
  });

  test("keeps its history where the run is aborted, and where a callback throws", async () => {
    const learner = network();
    const stop = new AbortController();
    const onEpochEnd = ({ epoch }: EpochEnd): void => {
      if (epoch === 2) stop.abort();
    };
    const data = { xVal: x, yVal: y };
    const aborted = learner.fit(x, y, { epochs: 5, ...data, onEpochEnd, signal: stop.signal });
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    const whole = await network().fit(x, y, { epochs: 2, ...data });
    const { trainingMs, ...figures } = learner.history;
    expect({ ...figures, trainingMs: whole.trainingMs }).toEqual(whole);
    expect(trainingMs.length).toBe(2);
    const failing = learner.fit(x, y, {
      onBatchEnd() {
        throw new Error("from the callback");
      },
    });
    await expect(failing).rejects.toThrow("from the callback");
    expect(learner.history.losses).toEqual([]);
    learner.history.losses.push(1); // a copy
    expect(learner.history.losses).toEqual([]);
  });

  test("works without validation data, where the chapter crashes", async () => {
    const learner = network();
    const history = await learner.fit(x, y, { epochs: 1 });
    expect(history.valLosses).toEqual([]);
    expect(learner.valLosses).toEqual([]);
  });

  test("starts from the weights it has, and 0 epochs only draw them", async () => {
    const learner = network();
    await learner.fit(x, y, { epochs: 0 });
    const before = learner.weights;
    const kept = before.w1h.copy();
    await learner.fit(x, y, { epochs: 1 });
    expect(learner.losses.length).toBe(1);
    expect(learner.weights.w1h.data).not.toEqual(kept.data);
    expect(before.w1h.data).toEqual(kept.data); // what the caller holds is left alone
  });

  test("gives the same for one-hot tokens and for the dense array", async () => {
    const tokens = network();
    const dense = network();
    await tokens.fit(x, y, { epochs: 3 });
    await dense.fit(x.toDense(), y, { epochs: 3 });
    dense.losses.forEach((loss, i) => expect(loss).toBeCloseTo(tokens.losses[i], 5));
  });

  test.each([1, 2, 7, 70, 500])("runs with a batch of %d", async (batchSize) => {
    const learner = network({ batchSize, learningRate: 0.1 });
    await learner.fit(x, y, { epochs: 1 });
    expect(learner.losses[0]).toBeGreaterThan(0.3);
    expect(learner.losses[0]).toBeLessThan(1.2);
  });

  test("a single sequence of one step trains", async () => {
    const learner = network();
    const one = lastToken(1, 1);
    await learner.fit(one.x, one.y, { epochs: 20 });
    expect(learner.losses[19]).toBeLessThan(learner.losses[0]);
  });

  test("a loss that is NaN ends the training, named by epoch and batch, with the last epoch's weights", async () => {
    const learner = network({ batchSize: 32 });
    await learner.fit(x, y, { epochs: 1 });
    const kept = learner.weights;
    const bad = x.toDense();
    bad.set(Number.NaN, 69, 5, 0);
    const order = Array.from(new RandomState(42).permutation(70).data);
    const batch = Math.floor(order.indexOf(69) / 32) + 1;
    const attempt = learner.fit(bad, y, { epochs: 2 });
    await expect(attempt).rejects.toThrow(NotFiniteError);
    await expect(attempt).rejects.toMatchObject({
      code: "ERR_RNN_LOSS_NOT_FINITE",
      epoch: 1,
      batch,
      message: expect.stringContaining(`epoch 1, batch ${batch}`) as string,
    });
    expect(learner.weights).toBe(kept);
  });

  test("NaN in the weights is the same error", async () => {
    const learner = network();
    await learner.fit(x, y, { epochs: 0 });
    learner.setWeights({ ...learner.weights, b1: full([5], Number.NaN) });
    await expect(learner.fit(x, y, { epochs: 1 })).rejects.toThrow(NotFiniteError);
  });

  test("an aborted run rejects with the signal's reason and keeps what it had learned", async () => {
    const controller = new AbortController();
    const learner = network();
    const start = network();
    await start.fit(x, y, { epochs: 0 });
    const reason = new Error("enough");
    const attempt = learner.fit(x, y, {
      epochs: 100,
      signal: controller.signal,
      onBatchEnd: ({ epoch, batch }) => {
        if (epoch === 2 && batch === 2) controller.abort(reason);
      },
    });
    await expect(attempt).rejects.toBe(reason);
    expect(learner.losses.length).toBe(1);
    const twice = network();
    await twice.fit(x, y, { epochs: 1 });
    expect(learner.weights.w1h.data).not.toEqual(start.weights.w1h.data);
    expect(learner.weights.w1h.data).not.toEqual(twice.weights.w1h.data);
  });

  test("what a callback throws ends the training", async () => {
    const thrown = new Error("stop");
    const attempt = network().fit(x, y, {
      onEpochEnd: () => {
        throw thrown;
      },
    });
    await expect(attempt).rejects.toBe(thrown);
  });

  test("yields to the event loop: what waits there runs before the next epochs", async () => {
    const controller = new AbortController();
    const learner = network();
    setImmediate(() => controller.abort());
    const attempt = learner.fit(x, y, { epochs: 5000, signal: controller.signal });
    await expect(attempt).rejects.toThrow("aborted");
    expect(learner.losses.length).toBeLessThan(10);
  });

  test("predicts nothing for no sequences", async () => {
    const learner = network();
    await learner.fit(x, y, { epochs: 0 });
    expect(learner.predict(x.take([])).shape).toEqual([0]);
  });
});

describe("fit refuses", () => {
  const network = new RecurrentNetwork({ nCells: 2 });
  const loose = (value: unknown): never => value as never;
  test.each([
    [
      "labels of another number",
      () => network.fit(x, y.take([0])),
      /as many labels as sequences, got 1 labels for 70/,
    ],
    [
      "labels other than 0 and 1",
      () => network.fit(x, full([70], 2)),
      /expected labels 0 or 1, got 2 \(at \[0\]\)/,
    ],
    ["one-hot labels", () => network.fit(x, zeros([70, 2])), /\[N\] or \[N, 1\], got \[70, 2\]/],
    [
      "x without a feature axis",
      () => network.fit(zeros([70, 6]), y),
      /shape \[N, T, D\].*got \[70, 6\]/,
    ],
    ["no sequences", () => network.fit(x.take([]), []), /at least one sequence/],
    ["no labels", () => network.fit(x, loose(null)), /y to be a Tensor or a list of numbers/],
    [
      "labels of text",
      () => network.fit(x, loose(Array(70).fill("1"))),
      /0 or 1, got "1" \(at \[0\]\)/,
    ],
    [
      "x of bigints",
      () => network.fit(loose(zeros([70, 6, 4], { dtype: "int64" })), y),
      /x of numbers, got bigints. Convert it with astype/,
    ],
    [
      "no validation sequences",
      () => network.fit(x, y, { xVal: x.take([]), yVal: [] }),
      /at least one validation sequence/,
    ],
    ["xVal without yVal", () => network.fit(x, y, { xVal: x }), /xVal and yVal both or neither/],
    [
      "an epoch count that is not whole",
      () => network.fit(x, y, { epochs: 1.5 }),
      /epochs to be a whole number/,
    ],
    [
      "an unknown option",
      () => network.fit(x, y, loose({ epoch: 1 })),
      /the options epochs, .*got epoch. Did you mean epochs/,
    ],
  ])("%s", async (_, attempt, message) => {
    await expect(attempt()).rejects.toThrow(message);
  });

  test("x of other features than the weights", async () => {
    const learner = new RecurrentNetwork({ nCells: 2 });
    await learner.fit(x, y, { epochs: 0 });
    await expect(learner.fit(zeros([1, 2, 9]), [0])).rejects.toThrow(
      /4 features, those of the weights, got 9/,
    );
    expect(() => learner.predict(zeros([1, 2, 9]))).toThrow(/predict: expected x with 4 features/);
  });
});

test("one fit runs at a time, and the weights are its own meanwhile", async () => {
  const network = new RecurrentNetwork({ nCells: 2 });
  const first = network.fit(x, y, { epochs: 2 });
  await expect(network.fit(x, y, { epochs: 2 })).rejects.toThrow(/one call at a time/);
  expect(() => network.setWeights(network.weights)).toThrow(/not being trained/);
  await first;
  await network.fit(x, y, { epochs: 1 });
  expect(network.losses.length).toBe(3);
});

test("labels may be int64, as NumPy's files have them", async () => {
  const [plain, wide] = [new RecurrentNetwork({ nCells: 2 }), new RecurrentNetwork({ nCells: 2 })];
  await plain.fit(x, y, { epochs: 1 });
  await wide.fit(x, y.astype("int64"), { epochs: 1 });
  expect(wide.losses).toEqual(plain.losses);
});

test("a score of nothing is refused", async () => {
  const network = new RecurrentNetwork({ nCells: 2 });
  await network.fit(x, y, { epochs: 0 });
  expect(() => network.score(x.take([]), [])).toThrow(/score: expected at least one sequence/);
});

test("labels may be a column, as the chapter's are", async () => {
  const [flat, column] = [new RecurrentNetwork({ nCells: 2 }), new RecurrentNetwork({ nCells: 2 })];
  await flat.fit(x, y, { epochs: 1 });
  await column.fit(x, y.reshape([70, 1]), { epochs: 1 });
  expect(column.losses).toEqual(flat.losses);
  expect(column.score(x, y.reshape([-1, 1]))).toBe(flat.score(x, y));
});

test("a dense float32 tensor is read in place, a strided one by its own order", () => {
  const network = new RecurrentNetwork({ nCells: 2 });
  const dense = x.toDense();
  network.setWeights({
    w1h: [
      [0.5, 0],
      [0, 0.5],
    ],
    w1x: new Tensor(
      Float64Array.from({ length: 8 }, (_, i) => i / 8),
      "float64",
      [4, 2],
    ),
    b1: [0, 0],
    w2: [[1], [-1]],
    b2: [0],
  });
  const swapped = dense.swapaxes(0, 1).copy().swapaxes(0, 1);
  expect(network.predictProba(swapped).data).toEqual(network.predictProba(dense).data);
});
