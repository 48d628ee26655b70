import type { SimpleRnn } from "../../../layers/simple-rnn.ts";
import type { CellKernels } from "./cell-kernels.ts";
import { gradientWork } from "./gradient-work.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";

/** h' = tanh(x W + h U + b) */
export function createTanhKernels(
  { recurrentGradient }: SimpleRnn,
  areas: RecurrentAreas,
): CellKernels {
  const { env, plan, shape, recurrentKernel } = areas;
  const { kernels, memory, weights } = env;
  const { pitch, step, blocks, stateBlocks } = shape;
  const exact = recurrentGradient === "exact";
  const kernel = weights + recurrentKernel;
  const transposed = exact ? memory.place(stateBlocks * pitch * 64) : kernel;
  plan.set({ kernel, transposed });
  return {
    place() {},
    beginBackward() {
      if (exact) kernels.transposePanels(kernel, pitch, pitch, transposed);
    },
    forward: (first, end, from, to) => kernels.tanhForward(plan.address, first, end, from, to),
    backward: (first, end, from, to) => kernels.tanhBackward(plan.address, first, end, from, to),
    gradientWorks: (words, before, beforeStep) => [
      gradientWork(kernels, {
        out: env.gradients + recurrentKernel,
        left: before,
        leftStep: beforeStep,
        count: pitch,
        right: areas.z,
        rightStep: step,
        blocks,
        rows: words,
      }),
    ],
  };
}
