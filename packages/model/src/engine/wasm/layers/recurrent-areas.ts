import type { Environment } from "./flow.ts";
import { rowStep, wholeBlocks, wholeVectors } from "./memory.ts";
import type { RecurrencePlan } from "./recurrence-plan.ts";

/** Where a recurrent layer of one direction keeps what its cell reads and writes. */
export interface RecurrentAreas {
  readonly env: Environment;
  /** What the kernels know of it. */
  readonly plan: RecurrencePlan;
  /** Where U and b are among the parameters. */
  readonly recurrentKernel: number;
  readonly bias: number;
  readonly shape: GateShape;
  /** The gates of each word: their sums, then their values, then the errors of their sums. */
  z: number;
  /** The states h of each word, a step of bytes apart. */
  h: number;
  readonly hStep: number;
  /** The error of h, a row a row of the batch; in an LSTM's second area that of c. */
  e: number;
  readonly eStep: number;
}

/** How the gates of a cell are side by side: each from a whole vector on. */
export interface GateShape {
  readonly gates: number;
  readonly units: number;
  /** Floats, and bytes, from gate to gate. */
  readonly pitch: number;
  readonly gateBytes: number;
  /** Floats of all gates. */
  readonly width: number;
  /** Bytes from word to word. */
  readonly step: number;
  /** Blocks of a row of gates, and of a row of states. */
  readonly blocks: number;
  readonly stateBlocks: number;
}

/** The shape of so many gates of so many cells; `wide` keeps each in blocks of its own. */
export function shapeGates(gates: number, units: number, wide = false): GateShape {
  const pitch = wide ? wholeBlocks(units) : wholeVectors(units);
  const width = gates * pitch;
  return {
    gates,
    units,
    pitch,
    gateBytes: pitch * 4,
    width,
    step: rowStep(wholeBlocks(width) * 4),
    blocks: wholeBlocks(width) / 16,
    stateBlocks: wholeBlocks(pitch) / 16,
  };
}
