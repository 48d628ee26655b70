import type { Dropout } from "../../../layers/dropout.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeVectors } from "./memory.ts";

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
  const runs = findRuns(output.columns);
  const runsAt = memory.place(runs.length * 4);
  memory.integers.set(runs, runsAt / 4);
  const [upper, lower] = splitDouble(rate);
  /** Draws the factors of `count` vectors, numbers `n` + `starts[t]`. */
  const drawFactors = (stream: number, n: number, starts: number, count: number): void => {
    const { step } = output;
    kernels.drawFactors(
      stream,
      factors + n * step,
      step,
      starts,
      count,
      runsAt,
      runs.length / 2,
      upper,
      lower,
      1 / (1 - rate),
    );
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
      const { batch, stream } = pass;
      const { values, step } = output;
      const count = countOf(pass);
      if (stream === undefined) {
        kernels.copyRows(values, step, input.values, input.step, bytes, count);
        return;
      }
      const { order, steps, lengths } = batch;
      const sorted = new Int32Array(batch.rows);
      order.forEach((row, n) => {
        sorted[row] = n;
      });
      for (const n of sorted) {
        if (input.of === "rows") drawFactors(stream, n, env.zeros, 1);
        else drawFactors(stream, n, env.starts + (steps - lengths[n]) * 4, lengths[n]);
      }
      copyTimesFactors(values, step, input.values, input.step, count);
    },
    backward(pass: Pass) {
      const { errors, step } = output;
      const count = countOf(pass);
      if (pass.stream !== undefined)
        copyTimesFactors(input.errors, input.step, errors, step, count);
      else kernels.copyRows(input.errors, input.step, errors, step, bytes, count);
    },
  };
}

/** The runs of columns that follow each other: (first, how many) of each. */
function findRuns(columns: Int32Array): number[] {
  const runs: number[] = [];
  columns.forEach((column, i) => {
    if (i > 0 && column === columns[i - 1] + 1) runs[runs.length - 1]++;
    else runs.push(column, 1);
  });
  return runs;
}

/** The least double of 53 bits that is not below a rate, as the whole numbers of its upper 27 and lower 26 bits. */
function splitDouble(rate: number): [upper: number, lower: number] {
  const least = Math.ceil(rate * 2 ** 53);
  return [Math.floor(least / 2 ** 26), least % 2 ** 26];
}
