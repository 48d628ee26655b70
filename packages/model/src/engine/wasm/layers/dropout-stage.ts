import type { Dropout } from "../../../layers/dropout.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeVectors } from "./memory.ts";
import { forEachWord } from "./word-batch.ts";

/** y = x m / (1 - rate) in training, y = x elsewhere. m is drawn row by row of the batch, word by word. */
export function createDropoutStage(
  env: Environment,
  { rate }: Dropout,
  input: Flow,
  output: Flow,
): Stage {
  const { kernels, memory } = env;
  const bytes = wholeVectors(input.width) * 4;
  let factors = 0;
  const countOf = ({ words, batch }: Pass): number => (input.of === "words" ? words : batch.rows);
  const { columns } = output;
  const drawn = new Float64Array(columns.length);
  const drawVector = (at: number, draw: (values: Float64Array) => void): void => {
    const start = (factors + at * output.step) / 4;
    const kept = 1 / (1 - rate);
    const { floats } = memory;
    draw(drawn);
    for (let i = 0; i < columns.length; i++)
      floats[start + columns[i]] = drawn[i] < rate ? 0 : kept;
  };
  const copyTimesFactors = (
    to: number,
    toStep: number,
    from: number,
    fromStep: number,
    count: number,
  ): void => {
    env.deal({
      count,
      grain: 16,
      run(first, end) {
        const [own, factor] = [to + first * toStep, factors + first * output.step];
        kernels.copyRows(own, toStep, from + first * fromStep, fromStep, bytes, end - first);
        kernels.multiplyRows(own, toStep, factor, output.step, bytes, end - first);
      },
    });
  };
  return {
    place(words, rows) {
      const count = input.of === "words" ? words : rows;
      factors = memory.place(count * output.step);
    },
    forward(pass: Pass) {
      const { batch, draw } = pass;
      const { values, step } = output;
      const count = countOf(pass);
      if (draw === undefined) {
        kernels.copyRows(values, step, input.values, input.step, bytes, count);
        return;
      }
      const sorted = new Int32Array(batch.rows);
      batch.order.forEach((row, n) => {
        sorted[row] = n;
      });
      for (const n of sorted) {
        if (input.of === "rows") drawVector(n, draw);
        else forEachWord(batch, n, (word) => drawVector(word, draw));
      }
      copyTimesFactors(values, step, input.values, input.step, count);
    },
    backward(pass: Pass) {
      const { errors, step } = output;
      const count = countOf(pass);
      if (pass.draw) copyTimesFactors(input.errors, input.step, errors, step, count);
      else kernels.copyRows(input.errors, input.step, errors, step, bytes, count);
    },
  };
}
