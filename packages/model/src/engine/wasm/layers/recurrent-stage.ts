/**
 * A recurrent layer of one direction over the kernels, the same for every cell. The products with W are one
 * over all words, before the loop over time and after the loop back; a step multiplies the states of the
 * rows at work by U. The gradient of U is one product over all words too. Rows know nothing of each other, so
 * the loop is dealt by rows.
 */
import type { Recurrent } from "../../../layers/bidirectional.ts";
import type { CellKernels, StepRows } from "./cell-kernels.ts";
import { createCellKernels } from "./create-cell-kernels.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { createInputSums, type InputSetting } from "./input-sums.ts";
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
  const perWord = output.of === "words";
  const eStep = stateBlocks * 64;
  const areas: RecurrentAreas = {
    env,
    recurrentKernel: setting.recurrentKernel,
    bias,
    shape,
    z: 0,
    h: 0,
    hStep: perWord ? output.step : eStep,
    e: 0,
    eStep,
  };
  const cell: CellKernels = createCellKernels(layer, areas);
  const sums = createInputSums(env, setting, areas);
  let before = 0;
  let endIds = 0;
  let stateErrors: number | undefined;

  /** Hands on the last state of each row: that after its last word read; zeros for a row without words. */
  const writeLast = ({ batch }: Pass): void => {
    const out = output.values + firstColumn * 4;
    const withWords = batch.steps === 0 ? 0 : batch.live[batch.steps - 1];
    for (let n = 0; n < batch.rows; n++) {
      if (n < withWords) memory.integers[endIds / 4 + n] = lastWordRead(batch, n, direction);
      else memory.fill(out + n * output.step, gateBytes);
    }
    kernels.gatherRows(out, output.step, areas.h, areas.hStep, endIds, gateBytes, withWords);
  };

  return {
    shape,
    place(words, rows) {
      areas.z = memory.place(words * step);
      sums.place(words);
      areas.h = perWord ? 0 : memory.place(words * areas.hStep);
      areas.e = memory.place(rows * eStep);
      before = memory.place(words * gateBytes);
      endIds = memory.place(rows * 4);
      cell.place(words, rows);
    },
    states: () => ({ address: areas.h, step: areas.hStep }),
    keepStateErrors(address) {
      stateErrors = address;
    },
    forward(pass) {
      if (perWord) areas.h = output.values + firstColumn * 4;
      const { batch, words } = pass;
      sums.forward(words);
      env.deal(
        workOnRows(batch, (first, end) => {
          for (const rows of stepsRead(batch, direction, first, end)) cell.forward(rows);
        }),
      );
      if (!perWord) writeLast(pass);
    },
    backward({ batch, words }) {
      cell.beginBackward();
      env.deal(
        workOnRows(batch, (first, end) => {
          carryBack(batch, first, end);
          copyStatesBefore(batch, first, end);
        }),
        sums.prepareBackward(),
      );
      sums.backward(words, cell.gradientWorks(words, before, gateBytes));
    },
  };

  /** From the errors of what the layer hands on, those of the sums of all words of rows `first` up to `end`. */
  function carryBack(batch: WordBatch, start: number, end: number): void {
    const errors = output.errors + firstColumn * 4;
    const own = areas.e + start * eStep;
    memory.fill(own, (end - start) * eStep);
    if (!perWord) {
      const from = errors + start * output.step;
      kernels.copyRows(own, eStep, from, output.step, gateBytes, end - start);
    }
    const most = layer.bpttSteps ?? batch.steps;
    for (const read of stepsRead(batch, direction, start, end).toReversed()) {
      const { at, first, rows, old } = read;
      const e = areas.e + first * eStep;
      const word = at + first;
      const count = rows - first;
      if (perWord) {
        const from = errors + word * output.step;
        kernels.addRows(e, eStep, from, output.step, gateBytes, count);
      }
      if (stateErrors !== undefined) {
        const kept = stateErrors + word * gateBytes;
        kernels.copyRows(kept, gateBytes, e, eStep, gateBytes, count);
      }
      const reached = Math.min(rows, firstWithin(batch, read, direction, most));
      if (reached > first) {
        memory.fill(e, (reached - first) * eStep);
        cell.clear({ ...read, rows: reached });
      }
      const from = Math.max(first, reached);
      if (from < rows) cell.backward({ ...read, first: from, old: Math.max(from, old) });
    }
  }

  /** The state before each word of these rows, side by side, for the gradient of U. */
  function copyStatesBefore(batch: WordBatch, start: number, end: number): void {
    for (const { at, beforeAt, first, rows, old } of stepsRead(batch, direction, start, end)) {
      const to = before + (at + first) * gateBytes;
      const from = areas.h + (beforeAt + first) * areas.hStep;
      kernels.copyRows(to, gateBytes, from, areas.hStep, gateBytes, old - first);
      memory.fill(before + (at + old) * gateBytes, (rows - old) * gateBytes);
    }
  }
}

/** The steps that rows `first` up to `end` of a batch have, in the order in which a direction reads them. */
function stepsRead(
  { steps, live, starts }: WordBatch,
  direction: "forward" | "backward",
  first: number,
  end: number,
): StepRows[] {
  const read: StepRows[] = [];
  for (let i = 0; i < steps; i++) {
    const t = direction === "forward" ? i : steps - 1 - i;
    const before = direction === "forward" ? t - 1 : t + 1;
    if (live[t] <= first) continue;
    const rows = Math.min(live[t], end);
    const had = before >= 0 && before < steps ? Math.min(live[t], live[before]) : 0;
    const old = Math.max(first, Math.min(had, end));
    read.push({ t, at: starts[t], beforeAt: had > 0 ? starts[before] : 0, first, rows, old });
  }
  return read;
}

/** The first row of a step whose error is still carried: of each row, only the last `most` words read are. */
function firstWithin(
  { steps, live }: WordBatch,
  { t, rows }: StepRows,
  direction: "forward" | "backward",
  most: number,
): number {
  if (most >= steps) return 0;
  if (direction === "forward") return steps - t > most ? rows : 0;
  // Read backward, a row of L words ends at step T - L, so that longer rows end, and are cut, earlier.
  return t - most >= 0 ? live[t - most] : 0;
}

function lastWordRead(
  { steps, starts, lengths }: WordBatch,
  n: number,
  direction: "forward" | "backward",
): number {
  return starts[direction === "forward" ? steps - 1 : steps - lengths[n]] + n;
}
