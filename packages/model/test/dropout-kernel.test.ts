import { RandomState } from "@rnn/tensor";
import { expect, test } from "vitest";
import { createDropoutStage } from "../src/engine/wasm/layers/dropout-stage.ts";
import { createFlow, type Environment, inOrder } from "../src/engine/wasm/layers/flow.ts";
import { instantiateLayers } from "../src/engine/wasm/layers/layer-kernels.ts";
import { placeStream, writeStream } from "../src/engine/wasm/layers/random-stream.ts";
import { layOutWords } from "../src/engine/wasm/layers/word-batch.ts";
import { openWorkshop } from "../src/engine/wasm/layers/workshop.ts";
import { dropout } from "../src/index.ts";

const lengths = Int32Array.of(3, 0, 25, 7, 40);
const seed = [7, 1, 2];

/** The factors of all words of a batch by the kernels, in the order of the rows and their words. */
function drawByKernels(rates: readonly number[], columns: Int32Array): number[][] {
  const { kernels, memory, deal } = openWorkshop(instantiateLayers(false));
  const width = Math.max(...columns) + 1;
  const batch = layOutWords(lengths);
  const words = batch.starts[batch.steps];
  const starts = memory.place(batch.starts.length * 4);
  memory.integers.set(batch.starts, starts / 4);
  const env = { kernels, memory, deal, starts } as Environment;
  const stream = placeStream(kernels, memory);
  writeStream(kernels, memory, stream, seed);
  return rates.map((rate) => {
    const [input, output] = [0, 1].map(() => createFlow("words", columns, width));
    for (const flow of [input, output]) flow.values = memory.place(words * flow.step);
    memory.fill(input.values, words * input.step, 1);
    const stage = createDropoutStage(env, dropout(rate), input, output);
    stage.place(words, lengths.length, words);
    stage.forward({ batch, words, keeps: "all", stream });
    const sorted = Int32Array.from(lengths, (_, row) => batch.order.indexOf(row));
    return [...sorted].flatMap((n) =>
      Array.from({ length: batch.lengths[n] }, (_, place) => {
        const word = batch.starts[batch.steps - batch.lengths[n] + place] + n;
        const at = (output.values + word * output.step) / 4;
        return [...columns].map((column) => memory.floats[at + column]);
      }).flat(),
    );
  });
}

test.each([
  ["one number", inOrder(1)],
  ["5 numbers", inOrder(5)],
  [
    "two runs of 7 with room between",
    Int32Array.from({ length: 14 }, (_, i) => i + (i < 7 ? 0 : 9)),
  ],
  ["more numbers than the stream has in a block", inOrder(700)],
])(
  "vectors of %s are dropped by the doubles of RandomState, one stream for all layers",
  (_, columns) => {
    const rates = [0.5, 0.3, 0, 1 - 2 ** -53];
    const random = new RandomState(seed);
    const count = lengths.reduce((sum, length) => sum + length, 0) * columns.length;
    const expected = rates.map((rate) => {
      const kept = Math.fround(1 / (1 - rate));
      return Array.from({ length: count }, () => (random.randomSample() < rate ? 0 : kept));
    });
    expect(drawByKernels(rates, columns)).toEqual(expected);
  },
);
