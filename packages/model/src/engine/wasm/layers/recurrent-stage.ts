/**
 * A recurrent layer of one direction over the kernels, the same for every cell. The products with W are one
 * over all words, before the loop over time and after the loop back; a step multiplies the states of the
 * rows at work by U. The gradient of U is one product over all words too.
 */
import type { Recurrent } from "../../../layers/bidirectional.ts";
import type { CellKernels, StepRows } from "./cell-kernels.ts";
import { createCellKernels } from "./create-cell-kernels.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeBlocks } from "./memory.ts";
import type { GateShape, RecurrentAreas } from "./recurrent-areas.ts";
import type { WordBatch } from "./word-batch.ts";

/** What a recurrent stage is made from. */
export interface RecurrentSetting {
  readonly layer: Recurrent;
  readonly direction: "forward" | "backward";
  readonly shape: GateShape;
  /** Where W, U and b are among the parameters. */
  readonly kernel: number;
  readonly recurrentKernel: number;
  readonly bias: number;
  readonly input: Flow;
  /** Whether the input is the network's: its error is not asked for, and its vectors may be one-hot ids. */
  readonly readsInput: boolean;
  /** Where h goes: beside the other direction's, from a column on. The flow may be of words or of rows. */
  readonly output: Flow;
  readonly firstColumn: number;
  /** Whether the errors of the input are those of the other direction too, which goes back first. */
  readonly addsInputErrors: boolean;
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
  const { layer, direction, shape, input, output, firstColumn, kernel, bias } = setting;
  const { gateBytes, step, blocks, stateBlocks, width } = shape;
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
  const transposed = memory.place(setting.readsInput ? 0 : wholeBlocks(input.width) * width * 4);
  const isDistinct = input.of === "distinct";
  /** The sums x W + b of each distinct vector, then their errors. */
  let distinctSums = 0;
  let before = 0;
  let endIds = 0;
  let stateErrors: number | undefined;

  const readSums = ({ words }: Pass): void => {
    const [w, b] = [env.weights + kernel, env.weights + bias];
    if (setting.readsInput && env.oneHot) {
      for (let block = 0; block < blocks; block++) {
        const panel = w + block * input.width * 64;
        kernels.gatherRows(areas.z + block * 64, step, panel, 64, env.ids, 64, words);
      }
      kernels.addRows(areas.z, step, b, 0, step, words);
      return;
    }
    const [sums, count] = isDistinct ? [distinctSums, env.distinctCount] : [areas.z, words];
    kernels.addRowsTimesPanels(
      sums,
      step,
      b,
      0,
      input.values,
      input.step,
      w,
      blocks,
      input.width,
      count,
    );
    if (isDistinct) {
      kernels.gatherRows(areas.z, step, sums, step, env.distinctIndex, step, words);
    }
  };

  /** The errors of the sums, of each vector that was multiplied: their address and how many. */
  const gatherSumErrors = (words: number): [number, number] => {
    if (!isDistinct) return [areas.z, words];
    memory.fill(distinctSums, env.distinctCount * step);
    kernels.scatterRows(distinctSums, step, env.distinctIndex, areas.z, step, step, words);
    return [distinctSums, env.distinctCount];
  };

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
      distinctSums = memory.place(isDistinct ? words * step : 0);
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
      readSums(pass);
      const { batch } = pass;
      for (const rows of stepsRead(batch, direction, 0, batch.rows)) cell.forward(rows);
      if (!perWord) writeLast(pass);
    },
    backward(pass) {
      const { batch, words } = pass;
      const errors = output.errors + firstColumn * 4;
      cell.beginBackward();
      memory.fill(areas.e, batch.rows * eStep);
      if (!perWord) {
        kernels.copyRows(areas.e, eStep, errors, output.step, gateBytes, batch.rows);
      }
      if (stateErrors !== undefined) memory.fill(stateErrors, words * gateBytes);
      const most = layer.bpttSteps ?? batch.steps;
      for (const read of stepsRead(batch, direction, 0, batch.rows).toReversed()) {
        const { at, first, rows, old } = read;
        const e = areas.e + first * eStep;
        const word = at + first;
        const count = rows - first;
        if (perWord) {
          const own = errors + word * output.step;
          kernels.addRows(e, eStep, own, output.step, gateBytes, count);
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
      copyStatesBefore(batch);
      cell.addGradients(words, before, gateBytes);
      const [w, b] = [env.gradients + kernel, env.gradients + bias];
      const [sums, count] = gatherSumErrors(words);
      kernels.addColumnsTimesRows(b, env.one, 0, 1, sums, step, blocks, count);
      if (setting.readsInput && env.oneHot) {
        for (let block = 0; block < blocks; block++) {
          const panel = w + block * input.width * 64;
          kernels.scatterRows(panel, 64, env.ids, areas.z + block * 64, step, 64, words);
        }
        return;
      }
      kernels.addColumnsTimesRows(
        w,
        input.values,
        input.step,
        input.width,
        sums,
        step,
        blocks,
        count,
      );
      if (setting.readsInput) return;
      kernels.transposePanels(env.weights + kernel, input.width, width, transposed);
      const start = setting.addsInputErrors ? input.errors : env.zeros;
      kernels.addRowsTimesPanels(
        input.errors,
        input.step,
        start,
        setting.addsInputErrors ? input.step : 0,
        sums,
        step,
        transposed,
        wholeBlocks(input.width) / 16,
        width,
        count,
      );
    },
  };

  /** The state before each word, side by side, for the gradient of U. */
  function copyStatesBefore(batch: WordBatch): void {
    for (const { at, beforeAt, first, rows, old } of stepsRead(batch, direction, 0, batch.rows)) {
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
