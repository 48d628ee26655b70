/** The kernels that run any plan; assembly/layers says what each computes. Addresses and steps are in bytes. */
import { compileOnce, instantiateModule, succeeds, type WasmMemory } from "../compile.ts";
import { layerKernelsByVariant, recurrenceFields } from "./layer-kernels.generated.ts";

type Address = number;

/** The exports of an instance. */
export interface LayerKernels {
  readonly memory: WasmMemory;
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
  /** Bytes of a stream: see assembly/layers/dropout.ts. */
  readonly streamBytes: { readonly value: number };
  drawFactors(
    stream: Address,
    to: Address,
    step: number,
    starts: Address,
    count: number,
    runs: Address,
    parts: number,
    upper: number,
    lower: number,
    kept: number,
  ): void;
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

/** An instance over memory that threads share, and what a thread makes its own from. */
export interface SharedLayers {
  readonly module: object;
  readonly memory: WasmMemory;
  readonly kernels: LayerKernels;
}

const compiled = compileOnce(layerKernelsByVariant);

/** A fresh instance with a memory of its own. @throws what the host throws where it cannot compile. */
export function instantiateLayers(relaxed: boolean): LayerKernels {
  const module = compiled(variantOf(relaxed), "own");
  return checkKernels(instantiateModule(module, "own").exports as LayerKernels);
}

/** A fresh instance over memory that threads share. @throws as `instantiateLayers`, and where there is none. */
export function instantiateSharedLayers(relaxed: boolean): SharedLayers {
  const module = compiled(variantOf(relaxed), "shared");
  const { memory, exports } = instantiateModule(module, "shared");
  return { module, memory, kernels: checkKernels(exports as LayerKernels) };
}

/** Whether this host runs them, plain or relaxed. */
export function areLayersAvailable(relaxed: boolean): boolean {
  return succeeds(() => compiled(variantOf(relaxed), "own"));
}

function variantOf(relaxed: boolean): keyof typeof layerKernelsByVariant {
  return relaxed ? "relaxed" : "plain";
}

/** @throws Error where host and kernels have different recurrences */
function checkKernels(kernels: LayerKernels): LayerKernels {
  const expected = recurrenceFields.length * 4;
  const { value } = kernels.recurrenceBytes;
  if (value === expected) return kernels;
  throw new Error(
    `The kernels expect a recurrence of ${value} bytes, the host writes ${expected}. Run scripts/build-kernels.mjs.`,
  );
}
