import { bidirectional, dense, embedding, gru, lstm, Sequential } from "@rnn/model";
import { encodeOnnx } from "@rnn/model/onnx";
import { tensor } from "@rnn/tensor";
import { testMutations } from "@rnn/testing/test-mutations";
import {
  decodeTorch,
  encodeTorch,
  encodeWordVectors,
  InteropError,
  readWordVectors,
} from "../src/index.ts";
import { decodeOnnx } from "../src/onnx.ts";

const layers = [embedding(7, 2), bidirectional(gru(2)), dense(3)];
const network = new Sequential(layers);
const other = new Sequential([embedding(5, 3, { maskZero: true }), lstm(2), dense(1)]);
const isWhole = ({ layers: read, weights }: Sequential): boolean =>
  read.length >= 2 && Object.keys(weights).length >= 3;
const isRefusal = (error: unknown): boolean => error instanceof InteropError;

testMutations({
  format: "PyTorch",
  originals: [encodeTorch(network), encodeTorch(other)],
  read: (bytes) => decodeTorch(bytes),
  isWhole,
  isRefusal,
});

testMutations({
  format: "ONNX",
  originals: [encodeOnnx(network), encodeOnnx(other)],
  read: (bytes) => decodeOnnx(bytes),
  isWhole,
  isRefusal,
});

const vectors = tensor([
  [0.5, -1.25],
  [3e-9, 7],
]);
testMutations({
  format: "word vectors",
  originals: [
    encodeWordVectors(["a", "영화"], vectors),
    encodeWordVectors(["a", "b"], vectors, { binary: true }),
  ],
  read: (bytes) => readWordVectors([bytes]),
  isWhole: ({ words, vectors: read }) => read.shape[0] === words.length,
  isRefusal,
});
