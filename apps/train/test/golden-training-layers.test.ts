import { loadData } from "@rnn/imdb-data";
import {
  adam,
  bidirectional,
  dense,
  embedding,
  globalAveragePooling1d,
  gru,
  type Layer,
  lstm,
  Sequential,
  simpleRnn,
} from "@rnn/model";
import { padSequences, trainValidationSplit } from "@rnn/preprocess";
import { RandomState, type Tensor } from "@rnn/tensor";
import { readGolden } from "@rnn/testing/golden-files";
import { isThorough } from "@rnn/testing/is-thorough";
import { describe, expect, test } from "vitest";

/** A run of Keras in float64 on the real reviews; the file says how it was made. */
interface GoldenRun {
  network: { numWords: number; skipTop: number; maxlen: number };
  learningRate: number;
  weightsFrom: {
    randomState: number;
    uniformBounds: number[];
    shapes: number[][];
    kerasNames: string[];
  };
  batchLosses: number[];
  losses: number[];
  valLosses: number[];
  valAccuracies: number[];
}

/**
 * The batches that each engine is compared over, and how far it may be from Keras. Adam makes later ones
 * chaotic; the reference engine, far slower, has fewer but in `.ci/run`.
 */
const engines = [
  { engine: "reference", batches: isThorough ? 200 : 50, bound: 1e-9 },
  { engine: "wasm", batches: 100, bound: 1e-4 },
] as const;

const runs: [string, string, Layer[]][] = [
  [
    "embedding and simple cells",
    "training-embedding-simple-rnn.json",
    [embedding(1000, 32), simpleRnn(8), dense(1)],
  ],
  ["embedding and LSTM", "training-embedding-lstm.json", [embedding(1000, 32), lstm(8), dense(1)]],
  [
    "GRU in both directions, masked and averaged, two classes",
    "training-bidirectional-gru.json",
    [
      embedding(5000, 16, { maskZero: true }),
      bidirectional(gru(16)),
      globalAveragePooling1d(),
      dense(2),
    ],
  ],
];

/**
 * Whole epochs that can be compared. Simple cells are chaotic from the second on: initial weights changed by
 * 1e-14 of their size move the validation loss of the third by 0.1.
 */
const comparableEpochs: Readonly<Record<string, number>> = {
  "training-embedding-simple-rnn.json": 1,
  "training-embedding-lstm.json": 3,
};

interface Prepared {
  x: Tensor<"int32">;
  y: Tensor;
  xVal: Tensor<"int32">;
  yVal: Tensor;
}

/** The chapters' reviews, those to train on and those to validate. */
async function prepare({ network }: GoldenRun): Promise<Prepared> {
  const { numWords, skipTop, maxlen } = network;
  const { xTrain, yTrain } = await loadData({ skipTop, numWords });
  const split = trainValidationSplit(xTrain.length, { validationSize: 5000, seed: 42 });
  const [x, xVal] = [split.train, split.validation].map((rows) =>
    padSequences(
      xTrain.take(rows).filter((id) => id > 2),
      { maxlen },
    ),
  );
  return { x, xVal, y: yTrain.take(split.train), yVal: yTrain.take(split.validation) };
}

/** The network with the file's weights, drawn as it says. */
function begin(
  layers: Layer[],
  engine: "reference" | "wasm",
  { learningRate, weightsFrom }: GoldenRun,
): Sequential {
  const network = new Sequential(layers, { optimizer: adam({ learningRate }), engine });
  const { randomState, uniformBounds, shapes, kerasNames } = weightsFrom;
  expect(Object.keys(network.kerasWeights())).toEqual(kerasNames);
  const random = new RandomState(randomState);
  const drawn = shapes.map((shape, i) => {
    return random.uniform(-uniformBounds[i], uniformBounds[i], shape);
  });
  const names = Object.keys(network.weights);
  network.setWeights(Object.fromEntries(names.map((name, i) => [name, drawn[i]])));
  return network;
}

const largestDifference = (found: number[], expected: number[]): number =>
  found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);

describe.each(runs)("%s", (_, file, layers) => {
  const golden = readGolden(file) as GoldenRun | undefined;
  const missing = golden === undefined || process.env["RNN_DATA_DIR"] === undefined;

  test.skipIf(missing).each(engines)(
    "on $engine has Keras's losses of the first $batches batches within $bound",
    async ({ engine, batches, bound }) => {
      if (golden === undefined) throw new Error("expected the file of reference numbers.");
      const { x, y } = await prepare(golden);
      const network = begin(layers, engine, golden);
      const controller = new AbortController();
      const enough = new Error("enough");
      const losses: number[] = [];
      const attempt = network.fit(x, y, {
        epochs: 1,
        signal: controller.signal,
        onBatchEnd: ({ loss }) => {
          losses.push(loss);
          if (losses.length === batches) controller.abort(enough);
        },
      });
      await expect(attempt).rejects.toBe(enough);
      expect(losses.length).toBe(batches);
      expect(largestDifference(losses, golden.batchLosses)).toBeLessThan(bound);
    },
  );

  const epochs = comparableEpochs[file];
  test.skipIf(missing || epochs === undefined || !isThorough).each(engines)(
    `on $engine has Keras's losses of whole epochs (${epochs ?? "none to compare"}) within 0.02 and accuracies within 0.03`,
    async ({ engine }) => {
      if (golden === undefined) throw new Error("expected the file of reference numbers.");
      const { x, y, xVal, yVal } = await prepare(golden);
      const network = begin(layers, engine, golden);
      const history = await network.fit(x, y, { epochs: epochs ?? 0, xVal, yVal });
      expect(history.losses.length).toBe(epochs);
      expect(largestDifference(history.losses, golden.losses)).toBeLessThan(0.02);
      expect(largestDifference(history.valLosses, golden.valLosses)).toBeLessThan(0.02);
      expect(largestDifference(history.valAccuracies, golden.valAccuracies)).toBeLessThan(0.03);
    },
  );
});
