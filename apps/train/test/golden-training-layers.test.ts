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
}

/** The batches that each engine is compared over, and how far it may be from Keras: Adam makes later ones chaotic. */
const engines = [
  { engine: "reference", batches: 200, bound: 1e-9 },
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

/** The chapters' training reviews, and the first labels. */
async function prepare({ network }: GoldenRun): Promise<{ x: Tensor<"int32">; y: Tensor }> {
  const { numWords, skipTop, maxlen } = network;
  const { xTrain, yTrain } = await loadData({ skipTop, numWords });
  const { train } = trainValidationSplit(xTrain.length, { validationSize: 5000, seed: 42 });
  const reviews = xTrain.take(train).filter((id) => id > 2);
  return { x: padSequences(reviews, { maxlen }), y: yTrain.take(train) };
}

describe.each(runs)("%s", (_, file, layers) => {
  const golden = readGolden(file) as GoldenRun | undefined;
  const missing = golden === undefined || process.env["RNN_DATA_DIR"] === undefined;

  test.skipIf(missing).each(engines)(
    "on $engine has Keras's losses of the first $batches batches within $bound",
    async ({ engine, batches, bound }) => {
      if (golden === undefined) throw new Error("expected the file of reference numbers.");
      const { learningRate, weightsFrom, batchLosses } = golden;
      const { x, y } = await prepare(golden);
      const network = new Sequential(layers, {
        optimizer: adam({ learningRate }),
        engine,
      });
      const { randomState, uniformBounds, shapes, kerasNames } = weightsFrom;
      expect(Object.keys(network.kerasWeights())).toEqual(kerasNames);
      const random = new RandomState(randomState);
      const drawn = shapes.map((shape, i) => {
        return random.uniform(-uniformBounds[i], uniformBounds[i], shape);
      });
      const names = Object.keys(network.weights);
      network.setWeights(Object.fromEntries(names.map((name, i) => [name, drawn[i]])));

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
      const worst = losses.reduce(
        (most, loss, i) => Math.max(most, Math.abs(loss - batchLosses[i])),
        0,
      );
      expect(losses.length).toBe(batches);
      expect(worst).toBeLessThan(bound);
    },
  );
});
