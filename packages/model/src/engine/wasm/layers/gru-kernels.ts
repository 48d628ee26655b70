import type { Gru } from "../../../layers/gru.ts";
import type { CellKernels } from "./cell-kernels.ts";
import { gradientWork, sumWork } from "./gradient-work.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";

/** The cell of a GRU layer. */
export function createGruKernels({ resetAfter }: Gru, areas: RecurrentAreas): CellKernels {
  return resetAfter ? createResetAfter(areas) : createResetBefore(areas);
}

/** z, r = σ(xz + uz), σ(xr + ur)     g = tanh(xg + r ug)     h' = z h + (1 - z) g,  for u = h U + b₂ */
function createResetAfter(areas: RecurrentAreas): CellKernels {
  const { env, plan, shape, recurrentKernel } = areas;
  const { kernels, memory, weights } = env;
  const { pitch, width, step, blocks, stateBlocks } = shape;
  const kernel = weights + recurrentKernel;
  /** The second row of b, after the first. */
  const recurrentBias = areas.bias + blocks * 64;
  const transposed = memory.place(stateBlocks * width * 64);
  /** u of each word, then its error. */
  let u = 0;
  plan.set({ kernel, transposed, bias: weights + recurrentBias });
  return {
    place(kept) {
      u = memory.place(kept * step);
      plan.set({ c: u });
    },
    beginBackward() {
      kernels.transposePanels(kernel, pitch, width, transposed);
    },
    forward: (first, end, from, to) => kernels.gruForward(plan.address, first, end, from, to),
    backward: (first, end, from, to) => kernels.gruBackward(plan.address, first, end, from, to),
    gradientWorks(words, before, beforeStep) {
      const errors = { right: u, rightStep: step, blocks, rows: words };
      return [
        gradientWork(kernels, {
          out: env.gradients + recurrentKernel,
          left: before,
          leftStep: beforeStep,
          count: pitch,
          ...errors,
        }),
        sumWork(env, env.gradients + recurrentBias, errors),
      ];
    },
  };
}

/**
 * z, r = σ, σ of x W + h U + b     g = tanh(x W + (r h) U + b)     h' = z h + (1 - z) g
 *
 * U is in two parts, one for z and r and one for g, and each gate has blocks of its own.
 */
function createResetBefore(areas: RecurrentAreas): CellKernels {
  const { env, plan, shape, recurrentKernel, eStep } = areas;
  const { kernels, memory, weights } = env;
  const { pitch, gateBytes, step, stateBlocks } = shape;
  const kernel = weights + recurrentKernel;
  const candidateOffset = 2 * stateBlocks * pitch * 64;
  const candidateKernel = kernel + candidateOffset;
  const transposed = memory.place(stateBlocks * 2 * pitch * 64);
  const candidateTransposed = memory.place(stateBlocks * pitch * 64);
  /** r h of each word. */
  let rh = 0;
  plan.set({ kernel, transposed, candidateKernel, candidateTransposed });
  return {
    place(kept, rows) {
      rh = memory.place(kept * gateBytes);
      plan.set({ c: rh, ec: memory.place(rows * eStep) });
    },
    beginBackward() {
      kernels.transposePanels(kernel, pitch, 2 * pitch, transposed);
      kernels.transposePanels(candidateKernel, pitch, pitch, candidateTransposed);
    },
    forward: (first, end, from, to) =>
      kernels.gruResetBeforeForward(plan.address, first, end, from, to),
    backward: (first, end, from, to) =>
      kernels.gruResetBeforeBackward(plan.address, first, end, from, to),
    gradientWorks: (words, before, beforeStep) => [
      gradientWork(kernels, {
        out: env.gradients + recurrentKernel,
        left: before,
        leftStep: beforeStep,
        count: pitch,
        right: areas.z,
        rightStep: step,
        blocks: 2 * stateBlocks,
        rows: words,
      }),
      gradientWork(kernels, {
        out: env.gradients + recurrentKernel + candidateOffset,
        left: rh,
        leftStep: gateBytes,
        count: pitch,
        right: areas.z + 2 * gateBytes,
        rightStep: step,
        blocks: stateBlocks,
        rows: words,
      }),
    ],
  };
}
