import type { SimpleRnn } from "../../../layers/simple-rnn.ts";
import type { CellKernels } from "./cell-kernels.ts";
import { gradientWork } from "./gradient-work.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";

/** h' = tanh(x W + h U + b) */
export function createTanhKernels(
  { recurrentGradient }: SimpleRnn,
  areas: RecurrentAreas,
): CellKernels {
  const { env, shape, hStep, eStep } = areas;
  const { kernels, memory } = env;
  const { pitch, gateBytes, step, blocks, stateBlocks } = shape;
  const kernel = areas.recurrentKernel;
  const exact = recurrentGradient === "exact";
  const transposed = memory.place(stateBlocks * pitch * 64);
  return {
    place() {},
    beginBackward() {
      if (exact) kernels.transposePanels(env.weights + kernel, pitch, pitch, transposed);
    },
    forward({ at, beforeAt, first, rows, old }) {
      const z = areas.z + (at + first) * step;
      const h = areas.h + (at + first) * hStep;
      const before = areas.h + (beforeAt + first) * hStep;
      kernels.addRowsTimesPanels(
        z,
        step,
        z,
        step,
        before,
        hStep,
        env.weights + kernel,
        blocks,
        pitch,
        old - first,
      );
      kernels.copyRows(h, hStep, z, step, gateBytes, rows - first);
      kernels.squash(h, hStep, gateBytes, rows - first, 1, 1, 0);
    },
    backward({ at, first, rows, old }) {
      const z = areas.z + (at + first) * step;
      const h = areas.h + (at + first) * hStep;
      const e = areas.e + first * eStep;
      kernels.tanhBackward(z, step, h, hStep, e, eStep, gateBytes, rows - first);
      const back = exact ? transposed : env.weights + kernel;
      kernels.addRowsTimesPanels(
        e,
        eStep,
        env.zeros,
        0,
        z,
        step,
        back,
        stateBlocks,
        pitch,
        old - first,
      );
    },
    clear({ at, first, rows }) {
      memory.fill(areas.z + (at + first) * step, (rows - first) * step);
    },
    gradientWorks: (words, before, beforeStep) => [
      gradientWork(kernels, {
        out: env.gradients + kernel,
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
