/** The kernels that run any plan; assembly/layers says what each computes. Addresses and steps are in bytes. */
import { compileOnce, instantiateModule, succeeds } from "../compile.ts";
import { layerKernelsByVariant, recurrenceFields } from "./layer-kernels.generated.ts";

type Address = number;

/** The exports of an instance. */
export interface LayerKernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** Bytes of a recurrence. */
  readonly recurrenceBytes: { readonly value: number };
  /** Where the kernels' own constants end. */
  dataEnd(): number;
  addRowsTimesPanels(
    out: Address,
    outStep: number,
    start: Address,
    startStep: number,
    left: Address,
    leftStep: number,
    right: Address,
    blocks: number,
    count: number,
    rows: number,
  ): void;
  addColumnsTimesRows(
    out: Address,
    left: Address,
    leftStep: number,
    count: number,
    right: Address,
    rightStep: number,
    blocks: number,
    rows: number,
  ): void;
  transposePanels(from: Address, rows: number, columns: number, to: Address): void;
  fill(address: Address, bytes: number, value: number): void;
  copyRows: TwoRows;
  addRows: TwoRows;
  multiplyRows: TwoRows;
  scaleRows(
    to: Address,
    toStep: number,
    from: Address,
    fromStep: number,
    factors: Address,
    bytes: number,
    rows: number,
  ): void;
  gatherRows(
    to: Address,
    toStep: number,
    table: Address,
    tableStep: number,
    ids: Address,
    bytes: number,
    rows: number,
  ): void;
  scatterRows(
    table: Address,
    tableStep: number,
    ids: Address,
    from: Address,
    fromStep: number,
    bytes: number,
    rows: number,
  ): void;
  copyStatesBefore: Recurrence;
  tanhForward: Recurrence;
  tanhBackward: Recurrence;
  lstmForward: Recurrence;
  lstmBackward: Recurrence;
  gruForward: Recurrence;
  gruBackward: Recurrence;
  gruResetBeforeForward: Recurrence;
  gruResetBeforeBackward: Recurrence;
  maxRows(
    most: Address,
    steps: Address,
    mostStep: number,
    from: Address,
    fromStep: number,
    t: number,
    bytes: number,
    rows: number,
  ): void;
  scatterMaxRows(
    to: Address,
    toStep: number,
    error: Address,
    steps: Address,
    errorStep: number,
    t: number,
    bytes: number,
    rows: number,
  ): void;
  sgd(w: Address, g: Address, bytes: number, rate: number): void;
  momentum(
    w: Address,
    g: Address,
    v: Address,
    bytes: number,
    rate: number,
    momentum: number,
    nesterov: boolean,
  ): void;
  rmsprop(
    w: Address,
    g: Address,
    v: Address,
    bytes: number,
    rate: number,
    rho: number,
    rest: number,
    epsilon: number,
  ): void;
  adam(
    w: Address,
    g: Address,
    m: Address,
    v: Address,
    bytes: number,
    rate: number,
    rest1: number,
    rest2: number,
    epsilon: number,
    decay: number,
  ): void;
  clipValues(g: Address, bytes: number, most: number): void;
  scale(g: Address, bytes: number, factor: number): void;
  sumOfSquares(g: Address, bytes: number): number;
}

/** Steps `from` up to `to` of rows `first` up to `end`: see assembly/layers/recurrence.ts. */
type Recurrence = (plan: Address, first: number, end: number, from: number, to: number) => void;

type TwoRows = (
  to: Address,
  toStep: number,
  from: Address,
  fromStep: number,
  bytes: number,
  rows: number,
) => void;

const compiled = compileOnce(layerKernelsByVariant);

/** A fresh instance with a memory of its own. @throws what the host throws where it cannot compile. */
export function instantiateLayers(relaxed: boolean): LayerKernels {
  const kernels = instantiateModule(compiled(relaxed ? "relaxed" : "plain")) as LayerKernels;
  const expected = recurrenceFields.length * 4;
  const { value } = kernels.recurrenceBytes;
  if (value === expected) return kernels;
  throw new Error(
    `The kernels expect a recurrence of ${value} bytes, the host writes ${expected}. Run scripts/build-kernels.mjs.`,
  );
}

/** Whether this host runs them, plain or relaxed. */
export function areLayersAvailable(relaxed: boolean): boolean {
  return succeeds(() => compiled(relaxed ? "relaxed" : "plain"));
}
