import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeBlocks } from "./memory.ts";

/** z = x W + b for each row: a product forward, three backward. */
export function createDenseStage(
  env: Environment,
  { kernel, bias }: { readonly kernel: string; readonly bias: string },
  input: Flow,
  output: Flow,
): Stage {
  const { kernels, memory, parameters } = env;
  const [w, b] = [parameters.offsetOf(kernel), parameters.offsetOf(bias)];
  const blocks = wholeBlocks(output.width) / 16;
  const inputBlocks = wholeBlocks(input.width) / 16;
  const transposed = memory.place(wholeBlocks(input.width) * output.width * 4);
  return {
    place() {},
    forward({ batch: { rows } }: Pass) {
      kernels.addRowsTimesPanels(
        output.values,
        output.step,
        env.weights + b,
        0,
        input.values,
        input.step,
        env.weights + w,
        blocks,
        input.width,
        rows,
      );
    },
    backward({ batch: { rows } }: Pass) {
      const { errors, step, width } = output;
      kernels.addColumnsTimesRows(
        env.gradients + w,
        input.values,
        input.step,
        input.width,
        errors,
        step,
        blocks,
        rows,
      );
      kernels.addColumnsTimesRows(env.gradients + b, env.one, 0, 1, errors, step, blocks, rows);
      kernels.transposePanels(env.weights + w, input.width, width, transposed);
      kernels.addRowsTimesPanels(
        input.errors,
        input.step,
        env.zeros,
        0,
        errors,
        step,
        transposed,
        inputBlocks,
        width,
        rows,
      );
    },
  };
}
