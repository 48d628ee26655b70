import {
  bidirectional,
  dense,
  embedding,
  globalAveragePooling1d,
  gru,
  lstm,
  simpleRnn,
} from "@rnn/model";
import { expect, test } from "vitest";
import { countBatchFlops } from "../measure/count-batch-flops.ts";

// 5 words, 3 of them distinct; 2 rows begin with a word, so that 3 words have a state before.
const rows = [
  [0, 0, 4, 7],
  [4, 9, 4, 0],
  [0, 0, 0, 0],
];

test("a distinct word is multiplied once by the kernel of the layer after an embedding, three times with the way back", () => {
  const input = 3 * 3 * (6 * 4 * 5);
  const recurrent = 3 * 3 * (5 * 4 * 5);
  const output = 3 * 3 * (5 * 2);
  const layers = [embedding(10, 6, { maskZero: true }), lstm(5), dense(2)];
  expect(countBatchFlops(layers, rows)).toBe(2 * (input + recurrent + output));
});

test("both directions count, and words that no mask leaves out", () => {
  const input = 3 * 4 * (6 * 3 * 5);
  const recurrent = 3 * 9 * (5 * 3 * 5);
  const layers = [embedding(10, 6), bidirectional(gru(5)), dense(1)];
  expect(countBatchFlops(layers, rows)).toBe(2 * (2 * (input + recurrent) + 3 * 3 * 10));
});

test("every word counts for a second recurrent layer; a first one over one-hot ids multiplies no input", () => {
  const first = 3 * 9 * (5 * 5);
  const second = 3 * 12 * (5 * 4) + 3 * 9 * (4 * 4);
  const layers = [simpleRnn(5), simpleRnn(4), globalAveragePooling1d(), dense(1)];
  expect(countBatchFlops(layers, rows)).toBe(2 * (first + second + 3 * 3 * 4));
});
