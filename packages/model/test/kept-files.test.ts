/** One file of each format that any version has written. They are never written again. */
import { readFileSync } from "node:fs";
import { OneHotTensor, RaggedTensor, tensor } from "@rnn/tensor";
import { expect, test } from "vitest";
import {
  adam,
  bidirectional,
  decodeCheckpoint,
  decodeSequentialCheckpoint,
  dense,
  dropout,
  embedding,
  globalMaxPooling1d,
  gru,
  lstm,
  RecurrentNetwork,
  Sequential,
} from "../src/index.ts";

const read = (name: string): Uint8Array =>
  readFileSync(new URL(`files/${name}.safetensors`, import.meta.url));

const metadata = { note: "한국어" };

const ids = tensor(
  [
    [0, 1, 2],
    [2, 1, 0],
    [1, 1, 1],
    [2, 0, 2],
  ],
  { dtype: "int32" },
);
const oneHot = new OneHotTensor(ids, 3);
const chapterLabels = [1, 0, 1, 0];
const chapterProbabilities = [0.737862, 0.146039, 0.871101, 0.147664];
const chapterLosses = [0.696743, 0.3411, 0.24131];

test("a RecurrentNetwork of format 1 predicts as it did", () => {
  const network = RecurrentNetwork.load(read("recurrent-network-1"));
  network
    .predictProba(oneHot)
    .data.forEach((a, n) => expect(a).toBeCloseTo(chapterProbabilities[n], 5));
  network.losses.forEach((loss, epoch) => expect(loss).toBeCloseTo(chapterLosses[epoch], 5));
});

test("a checkpoint of format 1 resumes to what its run gave", async () => {
  const file = decodeCheckpoint(read("recurrent-network-checkpoint-1"));
  expect(file.metadata).toEqual(metadata);
  const network = new RecurrentNetwork(file.checkpoint.options);
  const options = { epochs: 3, xVal: oneHot, yVal: chapterLabels, resume: file.checkpoint };
  await network.fit(oneHot, chapterLabels, options);
  network.losses.forEach((loss, epoch) => expect(loss).toBeCloseTo(chapterLosses[epoch], 5));
});

const words = RaggedTensor.fromArrays([[1, 2], [3], [], [2, 3, 3]]);
const classes = [0, 1, 2, 1];
const wordProbabilities = [
  [0.296181, 0.381496, 0.322323],
  [0.273356, 0.409316, 0.317328],
  [0.281163, 0.36638, 0.352457],
  [0.287913, 0.390542, 0.321545],
].flat();
const wordLosses = [1.117091, 1.079448, 1.053021];

test("a Sequential of format 2 is the network it was and predicts as it did", () => {
  const network = Sequential.load(read("sequential-2"));
  expect(network.layers).toEqual([
    embedding(4, 2, { maskZero: true }),
    bidirectional(gru(2)),
    dropout(0.25),
    lstm(2, { bpttSteps: 2 }),
    globalMaxPooling1d(),
    dense(3),
  ]);
  expect(network.options).toEqual({
    optimizer: adam({ learningRate: 0.05, clipnorm: 1 }),
    batchSize: 3,
    seed: 42,
    engine: "wasm",
  });
  network
    .predictProba(words)
    .data.forEach((a, i) => expect(a).toBeCloseTo(wordProbabilities[i], 5));
  network.losses.forEach((loss, epoch) => expect(loss).toBeCloseTo(wordLosses[epoch], 5));
});

test("a checkpoint of format 2 resumes to what its run gave, dropout and early stopping included", async () => {
  const { checkpoint, ...file } = decodeSequentialCheckpoint(read("sequential-checkpoint-2"));
  expect(file.metadata).toEqual(metadata);
  const network = new Sequential(checkpoint.layers, checkpoint.options);
  await network.fit(words, classes, {
    epochs: 3,
    xVal: words,
    yVal: classes,
    earlyStopping: { patience: 2 },
    resume: checkpoint,
  });
  network.losses.forEach((loss, epoch) => expect(loss).toBeCloseTo(wordLosses[epoch], 5));
  network
    .predictProba(words)
    .data.forEach((a, i) => expect(a).toBeCloseTo(wordProbabilities[i], 5));
});
