import { RaggedTensor, RandomState, type Tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import {
  adam,
  adamw,
  bidirectional,
  decodeSequentialCheckpoint,
  dense,
  dropout,
  embedding,
  encodeSequentialCheckpoint,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  type Layer,
  lstm,
  ModelFileError,
  type Optimizer,
  rmsprop,
  Sequential,
  type SequentialCheckpoint,
  type SequentialFitOptions,
  type SequentialOptions,
  sgd,
  simpleRnn,
} from "../src/index.ts";
import { engines } from "./engines.ts";

/** Rows of made-up ids; the class is the remainder of their last id. */
function task(count: number, classes: number, seed = 1): { x: RaggedTensor; y: number[] } {
  const random = new RandomState(seed);
  const rows = Array.from({ length: count }, () =>
    Array.from(random.randint(1, 9, [random.randint(1, 7)]).data, Number),
  );
  return {
    x: RaggedTensor.fromArrays(rows),
    y: rows.map((row) => (row.at(-1) ?? 0) % classes),
  };
}

describe.each(engines)("on $engine", ({ engine }) => {
  describe("learns the last id of a sequence", () => {
    test.each<[string, Layer[], number]>([
      ["lstm, two classes", [lstm(6), dense(1)], 2],
      ["gru, four classes", [gru(8), dense(4)], 4],
      [
        "both directions and their average, two logits",
        [bidirectional(gru(6)), globalAveragePooling1d(), dense(2)],
        2,
      ],
      ["a stack of two with dropout", [lstm(8), dropout(0.1), simpleRnn(6), dense(1)], 2],
    ])("%s", async (_, layers, classes) => {
      const { x, y } = task(200, classes);
      const network = new Sequential([embedding(9, 6), ...layers], {
        optimizer: adam({ learningRate: 0.02 }),
        engine,
      });
      const { losses } = await network.fit(x, y, { epochs: 25 });
      expect(losses[24]).toBeLessThan(losses[0] / 2);
      expect(network.score(x, y)).toBeGreaterThan(0.9);
    });
  });

  describe.each<[string, Optimizer]>([
    ["adam", adam({ learningRate: 0.03, clipnorm: 0.5 })],
    ["adamw", adamw({ learningRate: 0.03, globalClipnorm: 1 })],
    ["adam with averages", adam({ learningRate: 0.03, useEma: true, emaMomentum: 0.8 })],
    ["rmsprop", rmsprop({ learningRate: 0.01 })],
    ["sgd with momentum", sgd({ learningRate: 0.3, momentum: 0.8, nesterov: true })],
    ["plain sgd", sgd({ learningRate: 0.5, clipvalue: 0.1 })],
  ])("a run with dropout, early stopping and %s", (_, optimizer) => {
    const { x, y } = task(45, 3);
    const validation = { xVal: task(20, 3, 2).x, yVal: task(20, 3, 2).y };
    const layers = [
      embedding(9, 4, { maskZero: true }),
      dropout(0.2),
      bidirectional(lstm(3)),
      dropout(0.3),
      gru(3),
      dense(3),
    ];
    const network = (): Sequential => new Sequential(layers, { optimizer, batchSize: 10, engine });
    const run: SequentialFitOptions = {
      epochs: 6,
      seed: 7,
      classWeight: { 0: 2 },
      earlyStopping: { patience: 2 },
      ...validation,
    };

    test("that is left at any of its checkpoints and resumed ends with equal bytes and history", async () => {
      const whole = network();
      const checkpoints: SequentialCheckpoint[] = [];
      const history = await whole.fit(x, y, {
        ...run,
        checkpointEveryMs: 0,
        onCheckpoint: (checkpoint) => void checkpoints.push(checkpoint),
      });
      expect(checkpoints.length).toBe(6 * history.losses.length);
      const last = checkpoints.length - 1;
      for (const checkpoint of checkpoints.filter((__, i) => i % 5 === 0 || i === last)) {
        const { checkpoint: read } = decodeSequentialCheckpoint(
          encodeSequentialCheckpoint(checkpoint),
        );
        expect(read).toEqual(checkpoint);
        const resumed = network();
        const rest = await resumed.fit(x, y, { ...run, resume: read });
        expect(resumed.save()).toEqual(whole.save());
        expect({ ...rest, trainingMs: [] }).toEqual({ ...history, trainingMs: [] });
      }
    });

    test("without early stopping, left after its last epoch and resumed, is what it came to", async () => {
      const [whole, resumed] = [network(), network()];
      const { earlyStopping: __, ...plain } = { ...run, epochs: 2 };
      let last: SequentialCheckpoint | undefined;
      await whole.fit(x, y, {
        ...plain,
        onCheckpoint: (checkpoint) => {
          last = checkpoint;
        },
      });
      await resumed.fit(x, y, { ...plain, ...(last && { resume: last }) });
      expect(last?.epoch).toBe(2);
      expect(resumed.save()).toEqual(whole.save());
    });

    test("gives equal bits for equal seeds, and others for another", async () => {
      const [first, second] = [network(), network()];
      await first.fit(x, y, run);
      await second.fit(x, y, run);
      expect(second.save()).toEqual(first.save());
      const other = new Sequential(layers, { optimizer, batchSize: 10, engine, seed: 43 });
      await other.fit(x, y, run);
      expect(other.losses).not.toEqual(first.losses);
    });
  });

  test("with averages of the weights validates by these and leaves them", async () => {
    const { x, y } = task(45, 3);
    const validation = { xVal: task(20, 3, 2).x, yVal: task(20, 3, 2).y };
    const network = (useEma: boolean): Sequential =>
      new Sequential([embedding(9, 4), gru(3), dense(3)], {
        optimizer: adam({ learningRate: 0.05, useEma, ...(useEma && { emaMomentum: 0.6 }) }),
        batchSize: 10,
        engine,
      });
    const [averaged, plain] = [network(true), network(false)];
    const steps: Readonly<Record<string, Tensor>>[] = [];
    const run = { epochs: 3, ...validation, checkpointEveryMs: 0 };
    const onCheckpoint = ({ weights, batch }: SequentialCheckpoint) => {
      // All but the initial ones.
      if (batch > 0 || steps.length > 0) steps.push(weights);
    };
    const { losses, valLosses } = await averaged.fit(x, y, { ...run, onCheckpoint });
    expect((await plain.fit(x, y, run)).losses).toEqual(losses);
    const kernelOf = (weights: Readonly<Record<string, Tensor>>) =>
      String(weights["gru.kernel"].data);
    const distinct = steps.filter(
      (weights, i) => i === 0 || kernelOf(weights) !== kernelOf(steps[i - 1]),
    );
    expect(distinct).toHaveLength(15);
    for (const [name, { data }] of Object.entries(averaged.weights)) {
      // a += max(1 - 0.6, 9 / (k + 8)) (w - a), from 0
      const wanted = distinct.reduce(
        (average, weights, at) =>
          average.map((a, i) => a + Math.max(0.4, 9 / (at + 9)) * (weights[name].data[i] - a)),
        new Float64Array(data.length),
      );
      const distance = wanted.reduce((most, a, i) => Math.max(most, Math.abs(a - data[i])), 0);
      expect(distance, name).toBeLessThan(1e-6);
    }
    const { xVal, yVal } = validation;
    const proba = averaged.predictProba(xVal);
    const loss = yVal.reduce((sum, label, n) => sum - Math.log(proba.at(n, label)), 0) / 20;
    expect(valLosses[2]).toBeCloseTo(loss, 6);
  });

  describe("early stopping", () => {
    const { x, y } = task(60, 2);
    const random = { xVal: task(30, 2, 3).x, yVal: task(30, 2, 3).y.map((label) => 1 - label) };
    const network = (): Sequential =>
      new Sequential([embedding(9, 4), simpleRnn(4), dense(1)], {
        optimizer: adam({ learningRate: 0.05 }),
        engine,
      });

    test("ends a run after patience epochs without a better validation loss, with the best weights", async () => {
      const weights: Record<string, Tensor>[] = [];
      const stopped = network();
      const { valLosses } = await stopped.fit(x, y, {
        ...random,
        epochs: 50,
        earlyStopping: { patience: 3 },
        onEpochEnd: () => void weights.push(stopped.weights),
      });
      const best = valLosses.indexOf(Math.min(...valLosses));
      expect(valLosses.length).toBe(best + 1 + 3);
      expect(stopped.weights).toEqual(weights[best]);
      expect(stopped.losses.length).toBe(valLosses.length);
    });

    test("left at any point of its patience and resumed ends with equal bytes", async () => {
      for (const restoreBestWeights of [true, false]) {
        const run = { ...random, epochs: 50, earlyStopping: { patience: 2, restoreBestWeights } };
        const checkpoints: SequentialCheckpoint[] = [];
        const whole = network();
        const { valLosses } = await whole.fit(x, y, {
          ...run,
          checkpointEveryMs: 0,
          onCheckpoint: (checkpoint) => void checkpoints.push(checkpoint),
        });
        const best = valLosses.indexOf(Math.min(...valLosses)) + 1;
        expect(valLosses.length).toBe(best + 2);
        const patient = checkpoints.filter(({ epoch }) => epoch >= best);
        // After the best epoch and the two that follow, and before their two batches.
        const positions = patient.map(({ epoch, batch }) => `${epoch - best}.${batch}`);
        expect(positions).toEqual(["0.0", "0.0", "0.1", "1.0", "1.0", "1.1", "2.0"]);
        for (const checkpoint of patient) {
          const { checkpoint: resume } = decodeSequentialCheckpoint(
            encodeSequentialCheckpoint(checkpoint),
          );
          const resumed = network();
          await resumed.fit(x, y, { ...run, resume });
          expect(resumed.save()).toEqual(whole.save());
        }
      }
    });

    test("restores the best weights where the epochs end first, and keeps the last where asked to", async () => {
      const { valLosses } = await network().fit(x, y, { ...random, epochs: 4 });
      expect(valLosses[3]).toBeGreaterThan(Math.min(...valLosses));
      const [restored, kept, plain] = [network(), network(), network()];
      const epochs = 4;
      await restored.fit(x, y, { ...random, epochs, earlyStopping: { patience: 9 } });
      const restoreBestWeights = false;
      await kept.fit(x, y, {
        ...random,
        epochs,
        earlyStopping: { patience: 9, restoreBestWeights },
      });
      await plain.fit(x, y, { epochs });
      expect(kept.weights).toEqual(plain.weights);
      expect(restored.weights).not.toEqual(plain.weights);
    });

    test("needs validation data", async () => {
      await expect(network().fit(x, y, { earlyStopping: { patience: 1 } })).rejects.toThrow(
        "fit: expected validation data for earlyStopping, got none. Give xVal and yVal.",
      );
    });
  });

  describe("weights of sequences", () => {
    const { x, y } = task(40, 3);
    const network = (): Sequential =>
      new Sequential([embedding(9, 3), gru(3), dense(3)], { engine, batchSize: 16 });

    test("of whole numbers are sequences that come as often", () => {
      const sampleWeight = y.map((_, n) => n % 3);
      const often = y.flatMap((_, n) => Array<number>(n % 3).fill(n));
      const { loss, gradients } = network().lossAndGradients(x, y, { sampleWeight });
      const repeated = network().lossAndGradients(
        x.take(often),
        often.map((n) => y[n]),
      );
      const factor = often.length / y.length;
      expect(loss).toBeCloseTo(repeated.loss * factor, 12);
      for (const [name, gradient] of Object.entries(gradients)) {
        const wanted = repeated.gradients[name].data;
        Array.from(gradient.data, (value, i) =>
          expect(value).toBeCloseTo(wanted[i] * factor, engine === "reference" ? 12 : 5),
        );
      }
    });

    test("go with their sequences in whatever order, and one of 1 changes no bit", async () => {
      const run = { epochs: 2, seed: 3 };
      const [plain, ones, zeros] = [network(), network(), network()];
      const { losses } = await plain.fit(x, y, run);
      const sampleWeight = Float32Array.from(y, () => 1);
      expect((await ones.fit(x, y, { ...run, sampleWeight })).losses).toEqual(losses);
      expect(ones.weights).toEqual(plain.weights);
      // The sequences of class 2 weigh nothing, as if their class did.
      const byClass = await network().fit(x, y, { ...run, classWeight: { 2: 0 } });
      const bySequence = y.map((label) => (label === 2 ? 0 : 1));
      const found = await zeros.fit(x, y, { ...run, sampleWeight: bySequence });
      expect(found.losses).toEqual(byClass.losses);
    });

    test.each([
      [
        [1, 2],
        RangeError,
        "fit: expected sampleWeight to have 40 weights, one for each sequence, got 2.",
      ],
      [
        Array<number>(40).fill(-1),
        RangeError,
        "fit: expected sampleWeight of finite numbers from 0 on, got -1 (at [0]).",
      ],
      [{ 0: 1 }, TypeError, "fit: expected sampleWeight to be a list of weights"],
    ])("refuse %j", async (sampleWeight, kind, message) => {
      const fitting = network().fit(x, y, { sampleWeight: sampleWeight as never });
      await expect(fitting).rejects.toThrow(kind);
      await expect(network().fit(x, y, { sampleWeight: sampleWeight as never })).rejects.toThrow(
        message,
      );
    });
  });

  describe("class weights", () => {
    const { x, y } = task(40, 3);
    const network = (): Sequential =>
      new Sequential([embedding(9, 3), gru(3), dense(3)], { engine, batchSize: 40 });

    test("multiply each row's loss in training, a class that is left out by 1", async () => {
      const classWeight = { 0: 0, 2: 2.5 };
      const start = network();
      const { loss } = start.lossAndGradients(x, y, { classWeight });
      const probabilities = start.predictProba(x).toArray() as number[][];
      const expected =
        y.reduce(
          (sum, label, n) => sum - [0, 1, 2.5][label] * Math.log(probabilities[n][label]),
          0,
        ) / 40;
      expect(loss).toBeCloseTo(expected, 12);
      const { losses } = await network().fit(x, y, { epochs: 1, classWeight });
      expect(losses[0]).toBeCloseTo(loss, 12);
    });

    test("leave the validation loss as it is", async () => {
      const [weighted, plain] = [network(), network()];
      const run = { epochs: 0 };
      await weighted.fit(x, y, run);
      const { loss } = plain.lossAndGradients(x, y);
      const still = new Sequential(plain.layers, {
        engine,
        batchSize: 40,
        optimizer: sgd({ learningRate: 0 }),
      });
      const { valLosses } = await still.fit(x, y, {
        epochs: 1,
        xVal: x,
        yVal: y,
        classWeight: [3, 3, 3],
      });
      expect(valLosses[0]).toBeCloseTo(loss, 12);
    });

    test.each([
      [{ 3: 1 }, "fit: expected classWeight for classes 0 to 2, got a weight for class 3."],
      [{ 1: -1 }, "fit: expected classWeight of finite numbers from 0 on, got -1 (class 1)."],
      [
        5,
        "fit: expected classWeight to be an object of weights by class, got 5. Give { 0: 1, 1: 5 }.",
      ],
    ])("refuse %j", async (classWeight, message) => {
      await expect(network().fit(x, y, { classWeight: classWeight as never })).rejects.toThrow(
        message,
      );
    });
  });

  describe("a file", () => {
    const { x, y } = task(30, 2);

    test("holds the network: it predicts the same and trains on", async () => {
      const network = new Sequential([embedding(9, 3), lstm(3), globalMaxPooling1d(), dense(1)], {
        optimizer: rmsprop({ learningRate: 0.01, clipnorm: 1 }),
        engine,
        seed: 3,
      });
      await network.fit(x, y, { epochs: 2, xVal: x, yVal: y });
      const loaded = Sequential.load(network.save({ metadata: { note: "한국어" } }));
      expect(loaded.save()).toEqual(network.save());
      expect(loaded.layers).toEqual(network.layers);
      expect(loaded.options).toEqual(network.options);
      expect(loaded.losses).toEqual(network.losses);
      expect(loaded.predictProba(x)).toEqual(network.predictProba(x));
    });

    test("of a checkpoint is a network too; one of a network is not a checkpoint", async () => {
      let file = new Uint8Array();
      const network = new Sequential([embedding(9, 3), gru(3), dense(1)], { engine });
      await network.fit(x, y, {
        epochs: 1,
        onCheckpoint: (checkpoint) => void (file = encodeSequentialCheckpoint(checkpoint)),
      });
      expect(Sequential.load(file).weights).toEqual(network.weights);
      expect(() => decodeSequentialCheckpoint(network.save())).toThrow(ModelFileError);
    });

    test("holds a stack of a hundred layers", () => {
      const stack = Array.from({ length: 100 }, () => simpleRnn(1));
      const network = new Sequential([embedding(9, 2), ...stack, dense(1)], { engine });
      expect(network.weights["simpleRnn_99.kernel"].shape).toEqual([1, 1]);
      const loaded = Sequential.load(network.save());
      expect(loaded.predictProba(x)).toEqual(network.predictProba(x));
    });
  });

  describe("fit refuses a checkpoint", () => {
    const { x, y } = task(30, 2);
    const layers = [embedding(9, 3), gru(3), dense(1)];
    const network = (more: SequentialOptions = {}): Sequential =>
      new Sequential(layers, { engine, ...more });

    async function checkpointOf(): Promise<SequentialCheckpoint> {
      const kept: SequentialCheckpoint[] = [];
      await network().fit(x, y, { epochs: 1, onCheckpoint: (one) => void kept.push(one) });
      return kept[0];
    }

    test("of other layers, options or data, and of a run without early stopping where there is some", async () => {
      const resume = await checkpointOf();
      const other = new Sequential([embedding(9, 3), gru(4), dense(1)], { engine });
      await expect(other.fit(x, y, { resume })).rejects.toThrow(
        /^fit: expected a checkpoint of a network with layers .*"units":4.* got .*"units":3/,
      );
      await expect(network({ optimizer: sgd() }).fit(x, y, { resume })).rejects.toThrow(
        /with optimizer {"kind":"sgd".*, got {"kind":"adam".* \(resume\). Make the network/,
      );
      await expect(network().fit(x.take([0]), [1], { resume })).rejects.toThrow(
        /training data of shape \[1, \d, 9\], got \[30, 6, 9\] \(resume\)/,
      );
      const earlyStopping = { patience: 1 };
      await expect(
        network().fit(x, y, { resume, xVal: x, yVal: y, earlyStopping }),
      ).rejects.toThrow(
        "fit: expected a checkpoint of a run with earlyStopping, got one without (resume).",
      );
    });
  });

  test("aborted gives a checkpoint of the last batch and keeps what was learned", async () => {
    const { x, y } = task(40, 2);
    const controller = new AbortController();
    const network = new Sequential([embedding(9, 3), lstm(3), dense(1)], { engine, batchSize: 8 });
    let left: SequentialCheckpoint | undefined;
    const attempt = network.fit(x, y, {
      signal: controller.signal,
      onBatchEnd: ({ batch }) => batch === 3 && controller.abort(new Error("enough")),
      onCheckpoint: (checkpoint) => void (left = checkpoint),
    });
    await expect(attempt).rejects.toThrow("enough");
    expect(left).toMatchObject({ epoch: 0, batch: 3 });
    expect(left?.weights).toEqual(network.weights);
  });
});
