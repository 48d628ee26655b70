import { decodeSafetensors, eye, ones, RaggedTensor, zeros } from "@rnn/tensor";
import { testMutations } from "@rnn/testing/test-mutations";
import {
  bidirectional,
  decodeCheckpoint,
  decodeSequentialCheckpoint,
  dense,
  dropout,
  embedding,
  encodeCheckpoint,
  encodeSequentialCheckpoint,
  gru,
  lstm,
  ModelFileError,
  RecurrentNetwork,
  Sequential,
  simpleRnn,
} from "../src/index.ts";
import { decodePlan, encodePlan } from "../src/network/plan-file.ts";
import { encodeSealed } from "../src/network/sealed-file.ts";
import { randomParameters } from "./check-gradients.ts";
import { lastToken } from "./last-token.ts";

const isRefusal = (error: unknown): boolean => error instanceof ModelFileError;

const untrained = new RecurrentNetwork({ nCells: 2 });
untrained.setWeights({
  w1h: eye(2),
  w1x: ones([4, 2]),
  b1: zeros(2),
  w2: ones([2, 1]),
  b2: zeros(1),
});

const { x, y } = lastToken(12);
const trained = new RecurrentNetwork({ nCells: 3, engine: { kind: "wasm", threads: 1 } });
const checkpoints: Uint8Array[] = [];
await trained.fit(x, y, {
  epochs: 2,
  xVal: x,
  yVal: y,
  onCheckpoint: (checkpoint) => void checkpoints.push(encodeCheckpoint(checkpoint)),
});

/** Whether a network writes itself, and reads that back, to the bit. */
function isWhole(network: RecurrentNetwork): boolean {
  const bytes = network.save();
  return Buffer.compare(RecurrentNetwork.load(bytes).save(), bytes) === 0;
}

testMutations({
  format: "network",
  originals: [untrained.save(), trained.save({ metadata: { words: '["the", "film"]' } })],
  read: (bytes) => RecurrentNetwork.load(bytes),
  isWhole,
  isRefusal,
});

/** With the right checksum, where there is a header at all. */
function seal(damaged: Uint8Array): Uint8Array {
  try {
    const { tensors, metadata } = decodeSafetensors(damaged);
    const { "rnn.crc32": _, ...others } = metadata;
    return encodeSealed(tensors, others);
  } catch {
    return damaged;
  }
}

testMutations({
  format: "sealed network",
  originals: [untrained.save(), trained.save()],
  finish: seal,
  read: (bytes) => RecurrentNetwork.load(bytes),
  isWhole,
  isRefusal,
});

testMutations({
  format: "checkpoint",
  originals: checkpoints,
  finish: seal,
  read: decodeCheckpoint,
  isWhole: ({ checkpoint, metadata }) => {
    const bytes = encodeCheckpoint(checkpoint, { metadata });
    const again = decodeCheckpoint(bytes);
    return Buffer.compare(encodeCheckpoint(again.checkpoint, { metadata }), bytes) === 0;
  },
  isRefusal,
});

const plan = { features: 4, layers: [simpleRnn(2), simpleRnn(2), dense(3)] };

testMutations({
  format: "network of any plan",
  originals: [
    encodePlan({
      plan,
      parameters: randomParameters(plan, 1),
      optimizerState: { "m.dense.bias": ones([3]) },
      bestParameters: {},
      settings: { batchSize: 32 },
      losses: [0.7],
      valLosses: [],
      metadata: {},
    }),
  ],
  finish: seal,
  read: (bytes) => decodePlan(bytes),
  isWhole(read) {
    const { readRun: _, ...file } = read;
    const bytes = encodePlan(file);
    const { readRun: _again, ...again } = decodePlan(bytes);
    return Buffer.compare(encodePlan(again), bytes) === 0;
  },
  isRefusal,
});

const ids = RaggedTensor.fromArrays([[1, 2], [3], [], [2, 2, 3]]);
const sequentialFiles: Uint8Array[] = [];
await new Sequential([embedding(4, 2), dropout(0.5), bidirectional(gru(1)), dense(3)], {
  engine: "reference",
  batchSize: 3,
}).fit(ids, [0, 1, 2, 1], {
  epochs: 2,
  xVal: ids,
  yVal: [0, 1, 2, 1],
  earlyStopping: { patience: 1 },
  onCheckpoint: (checkpoint) => void sequentialFiles.push(encodeSequentialCheckpoint(checkpoint)),
});

testMutations({
  format: "checkpoint of a Sequential",
  originals: sequentialFiles,
  finish: seal,
  read: decodeSequentialCheckpoint,
  isWhole: ({ checkpoint, metadata }) => {
    const bytes = encodeSequentialCheckpoint(checkpoint, { metadata });
    const again = decodeSequentialCheckpoint(bytes);
    return Buffer.compare(encodeSequentialCheckpoint(again.checkpoint, { metadata }), bytes) === 0;
  },
  isRefusal,
});

/** Its file says the engine that reads it too: the kernels. */
const onKernels = new Sequential([embedding(4, 2, { maskZero: true }), lstm(2), dense(1)]);

testMutations({
  format: "network of layers",
  originals: [...sequentialFiles, onKernels.save()],
  finish: seal,
  read: (bytes) => Sequential.load(bytes),
  isWhole: (network) =>
    Buffer.compare(Sequential.load(network.save()).save(), network.save()) === 0 &&
    network.predict(ids).shape[0] === 4,
  isRefusal,
});
