import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeVectors } from "./memory.ts";
import { forEachStep, workOnRows } from "./word-batch.ts";

/** v = Σ x[t] / T; zeros for a row without words. */
export function createAverageStage(env: Environment, input: Flow, output: Flow): Stage {
  const { kernels, memory } = env;
  const bytes = wholeVectors(input.width) * 4;
  let factors = 0;
  let scaled = 0;
  return {
    place(_, rows) {
      scaled = memory.place(rows * output.step);
      factors = memory.place(rows * 4);
    },
    forward({ batch }: Pass) {
      const { rows, lengths } = batch;
      const { values, step } = output;
      for (let n = 0; n < rows; n++) memory.floats[factors / 4 + n] = 1 / Math.max(1, lengths[n]);
      env.deal(
        workOnRows(batch, (first, end) => {
          const own = values + first * step;
          memory.fill(own, (end - first) * step);
          forEachStep(batch, first, end, (_, word, count) => {
            const from = input.values + word * input.step;
            kernels.addRows(own, step, from, input.step, bytes, count);
          });
          kernels.scaleRows(own, step, own, step, factors + first * 4, bytes, end - first);
        }),
      );
    },
    backward({ batch }: Pass) {
      const { errors, step } = output;
      env.deal(
        workOnRows(batch, (first, end) => {
          const [own, error] = [scaled + first * step, errors + first * step];
          kernels.scaleRows(own, step, error, step, factors + first * 4, bytes, end - first);
          forEachStep(batch, first, end, (_, word, count) => {
            kernels.copyRows(input.errors + word * input.step, input.step, own, step, bytes, count);
          });
        }),
      );
    },
  };
}

/**
 * v[j] = max x[t][j]; zeros for a row without words.
 * @param countsZero whether a sorted row has zeros among its vectors besides its words': masked steps that count
 */
export function createMaximumStage(
  env: Environment,
  input: Flow,
  output: Flow,
  countsZero: (row: number) => boolean,
): Stage {
  const { kernels, memory } = env;
  const bytes = wholeVectors(input.width) * 4;
  let chosen = 0;
  return {
    place(_, rows) {
      chosen = memory.place(rows * output.step);
    },
    forward({ batch }: Pass) {
      const { rows, lengths } = batch;
      const { values, step } = output;
      for (let n = 0; n < rows; n++) {
        const least = lengths[n] === 0 || countsZero(batch.order[n]) ? 0 : -Infinity;
        memory.fill(values + n * step, step, least);
      }
      memory.integers.fill(-1, chosen / 4, (chosen + rows * step) / 4);
      env.deal(
        workOnRows(batch, (first, end) => {
          const at = first * step;
          forEachStep(batch, first, end, (t, word, count) => {
            const from = input.values + word * input.step;
            kernels.maxRows(values + at, chosen + at, step, from, input.step, t, bytes, count);
          });
        }),
      );
    },
    backward({ batch }: Pass) {
      const { errors, step } = output;
      env.deal(
        workOnRows(batch, (first, end) => {
          const at = first * step;
          forEachStep(batch, first, end, (t, word, count) => {
            const to = input.errors + word * input.step;
            memory.fill(to, count * input.step);
            kernels.scatterMaxRows(to, input.step, errors + at, chosen + at, step, t, bytes, count);
          });
        }),
      );
    },
  };
}
