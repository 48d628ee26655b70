/** The kernels that run any plan; assembly/layers says what each computes. Addresses and steps are in bytes. */
import { compileOnce, instantiateModule, succeeds } from "../compile.ts";
import { layerKernelsByVariant } from "./layer-kernels.generated.ts";

type Address = number;

/** The exports of an instance. */
export interface LayerKernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
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
  squash(
    z: Address,
    step: number,
    bytes: number,
    rows: number,
    inner: number,
    outer: number,
    shift: number,
  ): void;
  tanhBackward(
    z: Address,
    zStep: number,
    h: Address,
    hStep: number,
    e: Address,
    eStep: number,
    bytes: number,
    rows: number,
  ): void;
  lstmState(
    z: Address,
    zStep: number,
    before: Address,
    beforeStep: number,
    after: Address,
    t: Address,
    step: number,
    gate: number,
    rows: number,
  ): void;
  lstmForward(
    z: Address,
    zStep: number,
    t: Address,
    step: number,
    h: Address,
    hStep: number,
    gate: number,
    rows: number,
  ): void;
  lstmBackward(
    z: Address,
    zStep: number,
    before: Address,
    beforeStep: number,
    t: Address,
    tStep: number,
    e: Address,
    ec: Address,
    eStep: number,
    gate: number,
    rows: number,
  ): void;
  gruCandidate(
    x: Address,
    xStep: number,
    u: Address,
    uStep: number,
    gate: number,
    rows: number,
  ): void;
  gruForward(
    x: Address,
    xStep: number,
    before: Address,
    beforeStep: number,
    h: Address,
    hStep: number,
    gate: number,
    rows: number,
  ): void;
  gruBackward(
    x: Address,
    xStep: number,
    u: Address,
    uStep: number,
    before: Address,
    beforeStep: number,
    e: Address,
    eStep: number,
    gate: number,
    rows: number,
  ): void;
  gruBeforeReset(
    rh: Address,
    rhStep: number,
    x: Address,
    xStep: number,
    before: Address,
    beforeStep: number,
    gate: number,
    rows: number,
  ): void;
  gruBeforeCandidateBackward(
    x: Address,
    xStep: number,
    before: Address,
    beforeStep: number,
    e: Address,
    eStep: number,
    gate: number,
    rows: number,
  ): void;
  gruBeforeBackward(
    x: Address,
    xStep: number,
    byRh: Address,
    byRhStep: number,
    before: Address,
    beforeStep: number,
    e: Address,
    eStep: number,
    gate: number,
    rows: number,
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
  return instantiateModule(compiled(relaxed ? "relaxed" : "plain")) as LayerKernels;
}

/** Whether this host runs them, plain or relaxed. */
export function areLayersAvailable(relaxed: boolean): boolean {
  return succeeds(() => compiled(relaxed ? "relaxed" : "plain"));
}
