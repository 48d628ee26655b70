import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeVectors } from "./memory.ts";

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
      const { rows, steps, live, starts, lengths } = batch;
      const { values, step } = output;
      memory.fill(values, rows * step);
      for (let t = 0; t < steps; t++) {
        const from = input.values + starts[t] * input.step;
        kernels.addRows(values, step, from, input.step, bytes, live[t]);
      }
      for (let n = 0; n < rows; n++) memory.floats[factors / 4 + n] = 1 / Math.max(1, lengths[n]);
      kernels.scaleRows(values, step, values, step, factors, bytes, rows);
    },
    backward({ batch: { rows, steps, live, starts } }: Pass) {
      const { errors, step } = output;
      kernels.scaleRows(scaled, step, errors, step, factors, bytes, rows);
      for (let t = 0; t < steps; t++) {
        const to = input.errors + starts[t] * input.step;
        kernels.copyRows(to, input.step, scaled, step, bytes, live[t]);
      }
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
      const { rows, steps, live, starts, lengths } = batch;
      const { values, step } = output;
      for (let n = 0; n < rows; n++) {
        const least = lengths[n] === 0 || countsZero(batch.order[n]) ? 0 : -Infinity;
        memory.fill(values + n * step, step, least);
      }
      memory.integers.fill(-1, chosen / 4, (chosen + rows * step) / 4);
      for (let t = 0; t < steps; t++) {
        const from = input.values + starts[t] * input.step;
        kernels.maxRows(values, chosen, step, from, input.step, t, bytes, live[t]);
      }
    },
    backward({ words, batch: { steps, live, starts } }: Pass) {
      const { errors, step } = output;
      memory.fill(input.errors, words * input.step);
      for (let t = 0; t < steps; t++) {
        const to = input.errors + starts[t] * input.step;
        kernels.scatterMaxRows(to, input.step, errors, chosen, step, t, bytes, live[t]);
      }
    },
  };
}
