/**
 * A recurrent layer of one direction over the kernels, the same for every cell. The products with W are one
 * over all words, before the loop over time and after the loop back; a step multiplies the states of the
 * rows at work by U. The gradient of U is one product over all words too. Rows know nothing of each other, so
 * the loop is dealt by rows.
 */
import type { Recurrent } from "../../../layers/bidirectional.ts";
import type { CellKernels } from "./cell-kernels.ts";
import { createCellKernels } from "./create-cell-kernels.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { createInputSums, type InputSetting } from "./input-sums.ts";
import { rowStep } from "./memory.ts";
import { mostMultiplyAdds } from "./piece-size.ts";
import { RecurrencePlan } from "./recurrence-plan.ts";
import type { GateShape, RecurrentAreas } from "./recurrent-areas.ts";
import { type WordBatch, workOnRows } from "./word-batch.ts";

/** What a recurrent stage is made from. */
export interface RecurrentSetting extends InputSetting {
  readonly layer: Recurrent;
  readonly direction: "forward" | "backward";
  readonly shape: GateShape;
  /** Where U and b are among the parameters. */
  readonly recurrentKernel: number;
  readonly bias: number;
  /** Where h goes: beside the other direction's, from a column on. The flow may be of words or of rows. */
  readonly output: Flow;
  readonly firstColumn: number;
}

/** A recurrent stage, and the errors of its states, for those who look inside. */
export interface RecurrentStage extends Stage {
  /** The states of each word: their address and how far they are apart. */
  states(): { readonly address: number; readonly step: number };
  /** Has the next pass back keep the errors of the states of each word at an address. */
  keepStateErrors(address: number | undefined): void;
  readonly shape: GateShape;
}

export function createRecurrentStage(env: Environment, setting: RecurrentSetting): RecurrentStage {
  const { kernels, memory } = env;
  const { layer, direction, shape, output, firstColumn, bias } = setting;
  const { gateBytes, step, stateBlocks } = shape;
  const plan = new RecurrencePlan(memory);
  const perWord = output.of === "words";
  const eStep = stateBlocks * 64;
  const beforeStep = rowStep(gateBytes);
  const areas: RecurrentAreas = {
    env,
    plan,
    recurrentKernel: setting.recurrentKernel,
    bias,
    shape,
    z: 0,
    h: 0,
    hStep: perWord ? output.step : eStep,
    e: 0,
    eStep,
  };
  plan.set({
    readsBackward: Number(direction === "backward"),
    gate: gateBytes,
    zStep: step,
    hStep: areas.hStep,
    eStep,
    pitch: shape.pitch,
    width: shape.width,
    blocks: shape.blocks,
    stateBlocks,
    zeros: env.zeros,
  });
  const cell: CellKernels = createCellKernels(layer, areas);
  const sums = createInputSums(env, setting, areas);
  const cutSteps = (pass: Pass) => cutLoop(pass, direction, shape.pitch * shape.width);
  /** Whether the sums x W + b come to a word's gates at its step, and are not there before. */
  const isDistinct = setting.input.of === "distinct";
  let before = 0;
  let endIds = 0;
  let stateErrors: number | undefined;

  /** Hands on the last state of each row: that after its last word read; zeros for a row without words. */
  const writeLast = ({ batch, keeps }: Pass): void => {
    const out = output.values + firstColumn * 4;
    const withWords = batch.steps === 0 ? 0 : batch.live[batch.steps - 1];
    for (let n = 0; n < batch.rows; n++) {
      if (n < withWords) {
        const word = keeps === "all" ? lastWordRead(batch, n, direction) : n;
        memory.integers[endIds / 4 + n] = word;
      } else memory.fill(out + n * output.step, gateBytes);
    }
    kernels.gatherRows(out, output.step, areas.h, areas.hStep, endIds, gateBytes, withWords);
  };

  return {
    shape,
    place(words, rows, kept) {
      const gates = isDistinct ? kept : words;
      areas.z = memory.place(gates * step);
      sums.place(words);
      areas.h = perWord ? 0 : memory.place(kept * areas.hStep);
      areas.e = memory.place(rows * eStep);
      before = memory.place(kept * beforeStep);
      endIds = memory.place(rows * 4);
      plan.set({
        live: env.live,
        starts: env.starts,
        z: areas.z,
        e: areas.e,
        before,
        beforeStep,
        errorsStep: perWord ? output.step : 0,
      });
      cell.place(gates, rows);
    },
    states: () => ({ address: areas.h, step: areas.hStep }),
    keepStateErrors(address) {
      stateErrors = address;
    },
    *forward(pass) {
      const { batch, words, keeps } = pass;
      const { steps } = batch;
      if (perWord) areas.h = output.values + firstColumn * 4;
      plan.set({
        h: areas.h,
        steps,
        most: layer.bpttSteps ?? steps,
        keepsGates: Number(keeps === "all" || !isDistinct),
        keepsStates: Number(keeps === "all" || perWord),
      });
      yield* sums.forward(words);
      for (const [from, to] of cutSteps(pass)) {
        if (from > 0) yield;
        env.deal(workOnRows(batch, (first, end) => cell.forward(first, end, from, to)));
      }
      if (!perWord) writeLast(pass);
    },
    *backward(pass) {
      const { batch, words } = pass;
      const errors = output.errors + firstColumn * 4;
      plan.set({ errors: perWord ? errors : 0, keptErrors: stateErrors ?? 0 });
      cell.beginBackward();
      env.deal(
        workOnRows(batch, (first, end) => {
          const [e, count] = [areas.e + first * eStep, end - first];
          memory.fill(e, count * eStep);
          if (perWord) return;
          const from = errors + first * output.step;
          kernels.copyRows(e, eStep, from, output.step, gateBytes, count);
        }),
        sums.prepareBackward(),
      );
      for (const [from, to] of cutSteps(pass).toReversed()) {
        env.deal(
          workOnRows(batch, (first, end) => {
            cell.backward(first, end, from, to);
            kernels.copyStatesBefore(plan.address, first, end, from, to);
          }),
        );
        if (from > 0) yield;
      }
      yield* sums.backward(words, cell.gradientWorks(words, before, beforeStep));
    },
  };
}

/**
 * The steps in the order of reading, in pieces of about as many words: from which step up to which.
 */
function cutLoop(
  { batch: { steps, starts }, words }: Pass,
  direction: "forward" | "backward",
  multiplyAddsPerWord: number,
): readonly (readonly [number, number])[] {
  const pieces = Math.ceil((words * multiplyAddsPerWord) / mostMultiplyAdds);
  if (pieces <= 1) return [[0, steps]];
  const cuts: (readonly [number, number])[] = [];
  let from = 0;
  for (let step = 1; step <= steps; step++) {
    const read = direction === "forward" ? starts[step] : words - starts[steps - step];
    if (step < steps && read * pieces < words * (cuts.length + 1)) continue;
    cuts.push([from, step]);
    from = step;
  }
  return cuts;
}

/** The number of the word that a direction reads last of a sorted row. */
function lastWordRead(
  { steps, starts, lengths }: WordBatch,
  n: number,
  direction: "forward" | "backward",
): number {
  return starts[direction === "forward" ? steps - 1 : steps - lengths[n]] + n;
}
