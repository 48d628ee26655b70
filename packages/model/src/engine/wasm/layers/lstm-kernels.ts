import type { CellKernels, StepRows } from "./cell-kernels.ts";
import { gradientWork } from "./gradient-work.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";

/** i, f, g, o = σ, σ, tanh, σ of x W + h U + b     c' = f c + i g     h' = o tanh(c') */
export function createLstmKernels(areas: RecurrentAreas): CellKernels {
  const { env, shape, hStep, eStep } = areas;
  const { kernels, memory } = env;
  const { pitch, gateBytes, width, step, blocks, stateBlocks } = shape;
  const kernel = areas.recurrentKernel;
  const transposed = memory.place(stateBlocks * width * 64);
  /** The memories c of each word, the tanh of each, and the error of c of each row. */
  let c = 0;
  let tanh = 0;
  let ec = 0;
  let ecBytes = 0;

  /** Calls with the rows that have a state before, then with the others, whose state before is zeros. */
  const withBefore = (
    { beforeAt, first, rows, old }: StepRows,
    call: (from: number, count: number, before: number, beforeStep: number) => void,
  ): void => {
    if (old > first) call(first, old - first, c + (beforeAt + first) * gateBytes, gateBytes);
    const fresh = Math.max(first, old);
    if (rows > fresh) call(fresh, rows - fresh, env.zeros, 0);
  };

  return {
    place(words, rows) {
      c = memory.place(words * gateBytes);
      tanh = memory.place(words * gateBytes);
      ecBytes = rows * eStep;
      ec = memory.place(ecBytes);
    },
    beginBackward() {
      kernels.transposePanels(env.weights + kernel, pitch, width, transposed);
      memory.fill(ec, ecBytes);
    },
    forward(rowsOfStep) {
      const { at, beforeAt, first, rows, old } = rowsOfStep;
      const count = rows - first;
      const z = areas.z + (at + first) * step;
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
      kernels.squash(z, step, 2 * gateBytes, count, 0.5, 0.5, 0.5);
      kernels.squash(z + 2 * gateBytes, step, gateBytes, count, 1, 1, 0);
      kernels.squash(z + 3 * gateBytes, step, gateBytes, count, 0.5, 0.5, 0.5);
      withBefore(rowsOfStep, (from, some, cBefore, cStep) => {
        const word = at + from;
        kernels.lstmState(
          areas.z + word * step,
          step,
          cBefore,
          cStep,
          c + word * gateBytes,
          tanh + word * gateBytes,
          gateBytes,
          gateBytes,
          some,
        );
      });
      const tanhs = tanh + (at + first) * gateBytes;
      kernels.squash(tanhs, gateBytes, gateBytes, count, 1, 1, 0);
      const h = areas.h + (at + first) * hStep;
      kernels.lstmForward(z, step, tanhs, gateBytes, h, hStep, gateBytes, count);
    },
    backward(rowsOfStep) {
      const { at, first, old } = rowsOfStep;
      withBefore(rowsOfStep, (from, count, cBefore, cStep) => {
        const row = areas.z + (at + from) * step;
        const t = tanh + (at + from) * gateBytes;
        const e = areas.e + from * eStep;
        const errorC = ec + from * eStep;
        kernels.lstmBackward(
          row,
          step,
          cBefore,
          cStep,
          t,
          gateBytes,
          e,
          errorC,
          eStep,
          gateBytes,
          count,
        );
      });
      const e = areas.e + first * eStep;
      const z = areas.z + (at + first) * step;
      kernels.addRowsTimesPanels(
        e,
        eStep,
        env.zeros,
        0,
        z,
        step,
        transposed,
        stateBlocks,
        width,
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
