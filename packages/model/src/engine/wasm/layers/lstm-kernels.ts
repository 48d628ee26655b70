import type { CellKernels } from "./cell-kernels.ts";
import { gradientWork } from "./gradient-work.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";

/** i, f, g, o = σ, σ, tanh, σ of x W + h U + b     c' = f c + i g     h' = o tanh(c') */
export function createLstmKernels(areas: RecurrentAreas): CellKernels {
  const { env, plan, shape, eStep, recurrentKernel } = areas;
  const { kernels, memory, weights } = env;
  const { pitch, gateBytes, width, step, blocks, stateBlocks } = shape;
  const kernel = weights + recurrentKernel;
  const transposed = memory.place(stateBlocks * width * 64);
  /** The error of c of each row. */
  const ec = { address: 0, bytes: 0 };
  plan.set({ kernel, transposed });
  return {
    place(kept, rows) {
      ec.bytes = rows * eStep;
      ec.address = memory.place(ec.bytes);
      const c = memory.place(kept * gateBytes);
      const squashed = memory.place(kept * gateBytes);
      plan.set({ c, squashed, ec: ec.address });
    },
    beginBackward() {
      kernels.transposePanels(kernel, pitch, width, transposed);
      memory.fill(ec.address, ec.bytes);
    },
    forward: (first, end, from, to) => kernels.lstmForward(plan.address, first, end, from, to),
    backward: (first, end, from, to) => kernels.lstmBackward(plan.address, first, end, from, to),
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
