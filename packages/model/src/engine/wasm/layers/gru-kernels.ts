import type { Gru } from "../../../layers/gru.ts";
import type { CellKernels, StepRows } from "./cell-kernels.ts";
import { gradientWork, sumWork } from "./gradient-work.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";

/** The cell of a GRU layer. */
export function createGruKernels({ resetAfter }: Gru, areas: RecurrentAreas): CellKernels {
  return resetAfter ? createResetAfter(areas) : createResetBefore(areas);
}

/** Calls with the rows that have a state before, then with the others, whose state before is zeros. */
function withBefore(
  { env, h, hStep }: RecurrentAreas,
  { beforeAt, first, rows, old }: StepRows,
  call: (from: number, count: number, before: number, beforeStep: number) => void,
): void {
  if (old > first) call(first, old - first, h + (beforeAt + first) * hStep, hStep);
  const fresh = Math.max(first, old);
  if (rows > fresh) call(fresh, rows - fresh, env.zeros, 0);
}

/** h' = z h + (1 - z) g, from the gates that are in z. */
function mixStates(areas: RecurrentAreas, rowsOfStep: StepRows): void {
  const { env, z, h, hStep, shape } = areas;
  const { step, gateBytes } = shape;
  withBefore(areas, rowsOfStep, (from, count, before, beforeStep) => {
    const word = rowsOfStep.at + from;
    env.kernels.gruForward(
      z + word * step,
      step,
      before,
      beforeStep,
      h + word * hStep,
      hStep,
      gateBytes,
      count,
    );
  });
}

/** z, r = σ(xz + uz), σ(xr + ur)     g = tanh(xg + r ug)     h' = z h + (1 - z) g,  for u = h U + b₂ */
function createResetAfter(areas: RecurrentAreas): CellKernels {
  const { env, shape, hStep, eStep } = areas;
  const { kernels, memory } = env;
  const { pitch, gateBytes, width, step, blocks, stateBlocks } = shape;
  const kernel = areas.recurrentKernel;
  /** The second row of b, after the first. */
  const recurrentBias = areas.bias + step;
  const transposed = memory.place(stateBlocks * width * 64);
  /** u of each word, then its error. */
  let u = 0;
  return {
    place(words) {
      u = memory.place(words * step);
    },
    beginBackward() {
      kernels.transposePanels(env.weights + kernel, pitch, width, transposed);
    },
    forward(rowsOfStep) {
      const { at, beforeAt, first, rows, old } = rowsOfStep;
      const count = rows - first;
      const x = areas.z + (at + first) * step;
      const own = u + (at + first) * step;
      const bias = env.weights + recurrentBias;
      const before = areas.h + (beforeAt + first) * hStep;
      kernels.addRowsTimesPanels(
        own,
        step,
        bias,
        0,
        before,
        hStep,
        env.weights + kernel,
        blocks,
        pitch,
        old - first,
      );
      kernels.copyRows(u + (at + old) * step, step, bias, 0, step, rows - old);
      kernels.addRows(x, step, own, step, 2 * gateBytes, count);
      kernels.squash(x, step, 2 * gateBytes, count, 0.5, 0.5, 0.5);
      kernels.gruCandidate(x, step, own, step, gateBytes, count);
      kernels.squash(x + 2 * gateBytes, step, gateBytes, count, 1, 1, 0);
      mixStates(areas, rowsOfStep);
    },
    backward(rowsOfStep) {
      const { at, first, old } = rowsOfStep;
      withBefore(areas, rowsOfStep, (from, count, h, beforeStep) => {
        const word = (at + from) * step;
        const e = areas.e + from * eStep;
        kernels.gruBackward(
          areas.z + word,
          step,
          u + word,
          step,
          h,
          beforeStep,
          e,
          eStep,
          gateBytes,
          count,
        );
      });
      const e = areas.e + first * eStep;
      const errors = u + (at + first) * step;
      kernels.addRowsTimesPanels(
        e,
        eStep,
        e,
        eStep,
        errors,
        step,
        transposed,
        stateBlocks,
        width,
        old - first,
      );
    },
    clear({ at, first, rows }) {
      memory.fill(areas.z + (at + first) * step, (rows - first) * step);
      memory.fill(u + (at + first) * step, (rows - first) * step);
    },
    gradientWorks(words, before, beforeStep) {
      const errors = { right: u, rightStep: step, blocks, rows: words };
      return [
        gradientWork(kernels, {
          out: env.gradients + kernel,
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
  const { env, shape, hStep, eStep } = areas;
  const { kernels, memory } = env;
  const { pitch, gateBytes, step, stateBlocks } = shape;
  const gates = areas.recurrentKernel;
  const candidate = gates + 2 * stateBlocks * pitch * 64;
  const gatesTransposed = memory.place(stateBlocks * 2 * pitch * 64);
  const candidateTransposed = memory.place(stateBlocks * pitch * 64);
  /** r h of each word, and the error of r h of each row. */
  let rh = 0;
  let byRh = 0;
  return {
    place(words, rows) {
      rh = memory.place(words * gateBytes);
      byRh = memory.place(rows * gateBytes);
    },
    beginBackward() {
      kernels.transposePanels(env.weights + gates, pitch, 2 * pitch, gatesTransposed);
      kernels.transposePanels(env.weights + candidate, pitch, pitch, candidateTransposed);
    },
    forward(rowsOfStep) {
      const { at, beforeAt, first, rows, old } = rowsOfStep;
      const count = rows - first;
      const x = areas.z + (at + first) * step;
      const g = x + 2 * gateBytes;
      const own = rh + (at + first) * gateBytes;
      const before = areas.h + (beforeAt + first) * hStep;
      kernels.addRowsTimesPanels(
        x,
        step,
        x,
        step,
        before,
        hStep,
        env.weights + gates,
        2 * stateBlocks,
        pitch,
        old - first,
      );
      kernels.squash(x, step, 2 * gateBytes, count, 0.5, 0.5, 0.5);
      withBefore(areas, rowsOfStep, (from, some, h, beforeStep) => {
        const to = rh + (at + from) * gateBytes;
        const row = areas.z + (at + from) * step;
        kernels.gruBeforeReset(to, gateBytes, row, step, h, beforeStep, gateBytes, some);
      });
      kernels.addRowsTimesPanels(
        g,
        step,
        g,
        step,
        own,
        gateBytes,
        env.weights + candidate,
        stateBlocks,
        pitch,
        old - first,
      );
      kernels.squash(g, step, gateBytes, count, 1, 1, 0);
      mixStates(areas, rowsOfStep);
    },
    backward(rowsOfStep) {
      const { at, first, rows, old } = rowsOfStep;
      const x = areas.z + (at + first) * step;
      const e = areas.e + first * eStep;
      const errors = byRh + first * gateBytes;
      withBefore(areas, rowsOfStep, (from, count, h, beforeStep) => {
        const row = areas.z + (at + from) * step;
        const error = areas.e + from * eStep;
        kernels.gruBeforeCandidateBackward(
          row,
          step,
          h,
          beforeStep,
          error,
          eStep,
          gateBytes,
          count,
        );
      });
      kernels.addRowsTimesPanels(
        errors,
        gateBytes,
        env.zeros,
        0,
        x + 2 * gateBytes,
        step,
        candidateTransposed,
        stateBlocks,
        pitch,
        rows - first,
      );
      withBefore(areas, rowsOfStep, (from, count, h, beforeStep) => {
        const row = areas.z + (at + from) * step;
        const error = areas.e + from * eStep;
        const by = byRh + from * gateBytes;
        kernels.gruBeforeBackward(
          row,
          step,
          by,
          gateBytes,
          h,
          beforeStep,
          error,
          eStep,
          gateBytes,
          count,
        );
      });
      kernels.addRowsTimesPanels(
        e,
        eStep,
        e,
        eStep,
        x,
        step,
        gatesTransposed,
        stateBlocks,
        2 * pitch,
        old - first,
      );
    },
    clear({ at, first, rows }) {
      memory.fill(areas.z + (at + first) * step, (rows - first) * step);
    },
    gradientWorks: (words, before, beforeStep) => [
      gradientWork(kernels, {
        out: env.gradients + gates,
        left: before,
        leftStep: beforeStep,
        count: pitch,
        right: areas.z,
        rightStep: step,
        blocks: 2 * stateBlocks,
        rows: words,
      }),
      gradientWork(kernels, {
        out: env.gradients + candidate,
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
