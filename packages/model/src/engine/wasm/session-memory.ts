/**
 * The memory of one session: parameters and gradients at fixed addresses from the start, and after them
 * the buffers of a batch, placed anew when a larger one is announced. Where a batch is split among
 * several instances, in shares, the parameters are common to all and the rest is each share's own. Each
 * share has a plan, which says where its areas are: assembly/plan.ts; and room for the call of a kernel.
 */
import { allocate } from "../../platform/allocate.ts";
import { CallList, callBytes, type Kernel } from "./call-list.ts";
import { planFields } from "./kernels.generated.ts";
import type { Kernels, PlanField } from "./kernels.ts";
import { tokenBytes } from "./loaded-sequences.ts";

const blockFloats = 16;
const floatBytes = 4;
const alignment = 128;
const pageBytes = 65536;
const mostBytes = 2 ** 32 - pageBytes;
/** What the buffers of a batch, or of each share of one, must hold. */
export interface BatchShape {
  /** The most rows of a forward pass. */
  readonly rows: number;
  /** The most states that are kept for a backward pass, all rows together. */
  readonly keptStates: number;
  /** The most rows of a backward pass. */
  readonly errorRows: number;
  readonly steps: number;
  /** Numbers of the input of one row and step: 1 for tokens, the features for dense input. */
  readonly inputWidth: number;
}

/** The fields that are numbers and not addresses. */
type NumberField =
  | "cells"
  | "features"
  | "tokenBytes"
  | "stride"
  | "rows"
  | "steps"
  | "keep"
  | "dense"
  | "exact";
type AreaField = Exclude<PlanField, NumberField>;
/** The areas of parameters. */
export type ParameterField = "recurrentKernel" | "kernel" | "bias" | "outputKernel" | "outputBias";
type SessionField = `${ParameterField}Gradient` | "recurrentKernelTransposed" | "touched" | "marks";
/** What is left: a field that nobody places does not compile. */
type BatchField = Exclude<AreaField, ParameterField | SessionField>;

const fieldIndex = Object.fromEntries(planFields.map((name, i) => [name, i])) as Record<
  PlanField,
  number
>;

/** One session's memory, and the views through which the host reads and writes it. */
export class SessionMemory {
  readonly cells: number;
  readonly features: number;
  /** Floats of a row: the cells, rounded up to whole blocks. */
  readonly stride: number;
  /** The whole memory as floats and as integers; the element at an address is at a quarter of it. */
  floats: Float32Array = new Float32Array(0);
  integers: Int32Array = new Int32Array(0);
  /** The address of each share's plan. */
  readonly plans: readonly number[];
  readonly #firstCall: number;
  readonly #kernels: Kernels;
  readonly #batchStart: number;
  #batch: BatchShape = { rows: 0, keptStates: 0, errorRows: 0, steps: 0, inputWidth: 0 };

  constructor(kernels: Kernels, shares: number, cells: number, features: number) {
    this.#kernels = kernels;
    this.cells = cells;
    this.features = features;
    this.stride = roundUp(cells, blockFloats);
    const planBytes = roundUp(kernels.planBytes.value, alignment);
    const firstPlan = roundUp(kernels.dataEnd.value, alignment);
    const all = Array.from({ length: shares }, (_, share) => share);
    this.plans = all.map((share) => firstPlan + share * planBytes);
    this.#firstCall = firstPlan + shares * planBytes;
    const firstArea = this.#firstCall + shares * roundUp(callBytes, alignment);
    this.#grow(firstArea);
    const row = this.stride * floatBytes;
    for (const share of all) {
      this.set("cells", cells, share);
      this.set("features", features, share);
      this.set("tokenBytes", tokenBytes(features), share);
      this.set("stride", row, share);
    }
    const parameters: Record<ParameterField, number> = {
      recurrentKernel: cells * row,
      bias: row,
      outputKernel: row,
      outputBias: floatBytes,
      kernel: features * row,
    };
    let end = this.#place(all, firstArea, parameters);
    for (const share of all) {
      const own: Record<SessionField, number> = {
        recurrentKernelTransposed: cells * row,
        recurrentKernelGradient: cells * row,
        biasGradient: row,
        outputKernelGradient: row,
        outputBiasGradient: floatBytes,
        kernelGradient: features * row,
        touched: (1 + features) * 4,
        marks: features,
      };
      end = this.#place([share], end, own);
    }
    this.#batchStart = end;
  }

  /**
   * Makes room for batches of the given shape and of all before; what the batch's buffers held is lost.
   * @returns whether anything moved
   */
  reserve(shape: BatchShape): boolean {
    const had = this.#batch;
    const batch = {
      rows: Math.max(had.rows, shape.rows),
      keptStates: Math.max(had.keptStates, shape.keptStates),
      errorRows: Math.max(had.errorRows, shape.errorRows),
      steps: Math.max(had.steps, shape.steps),
      inputWidth: Math.max(had.inputWidth, shape.inputWidth),
    };
    const names = Object.keys(batch) as (keyof BatchShape)[];
    if (names.every((name) => batch[name] === had[name])) return false;
    const row = this.stride * floatBytes;
    let end = this.#batchStart;
    for (let share = 0; share < this.plans.length; share++) {
      const buffers: Record<BatchField, number> = {
        live: batch.steps * 4,
        tokenRows: batch.rows * 4,
        logits: batch.rows * floatBytes,
        passing: 2 * batch.rows * row,
        kept: batch.keptStates * row,
        errors: 2 * batch.errorRows * row,
        inputs: batch.rows * batch.steps * batch.inputWidth * 4,
      };
      end = this.#place([share], end, buffers);
    }
    this.#batch = batch;
    return true;
  }

  /** The most rows of a forward pass, of each share. */
  get rows(): number {
    return this.#batch.rows;
  }

  /** Where an area is among `floats` and `integers`. */
  at(name: AreaField, share = 0): number {
    return this.address(name, share) / 4;
  }

  /** The address of an area, in bytes. */
  address(name: AreaField, share = 0): number {
    // An address above 2 GiB comes out of the plan as a negative number.
    return this.integers[this.plans[share] / 4 + fieldIndex[name]] >>> 0;
  }

  /** Room for a call of a kernel by a share's thread. @param kernels by their numbers */
  createCallList(share: number, kernels: readonly Kernel[]): CallList {
    const address = this.#firstCall + share * roundUp(callBytes, alignment);
    return new CallList(this.#kernels.memory, kernels, address, callBytes);
  }

  /** Sets a number of a share's plan. */
  set(name: NumberField, value: number, share: number): void {
    this.#write(name, value, share);
  }

  /** Writes a matrix of `rows` rows of `cells` numbers as rows of `stride` floats. */
  writeRows(name: AreaField, values: ArrayLike<number>): void {
    this.#eachOfRows(this.at(name), values.length, (place, i) => (this.floats[place] = values[i]));
  }

  /** The inverse of `writeRows`: `length` numbers. */
  readRows(name: AreaField, length: number): Float64Array<ArrayBuffer> {
    const values = new Float64Array(length);
    this.#eachOfRows(this.at(name), length, (place, i) => (values[i] = this.floats[place]));
    return values;
  }

  /** Writes a matrix `[cells, cells]` in panels of 16 columns. */
  writePanels(name: AreaField, values: ArrayLike<number>): void {
    this.#eachOfPanels(this.at(name), (place, i) => (this.floats[place] = values[i]));
  }

  /** The inverse of `writePanels`. */
  readPanels(name: AreaField): Float64Array<ArrayBuffer> {
    const values = new Float64Array(this.cells * this.cells);
    this.#eachOfPanels(this.at(name), (place, i) => (values[i] = this.floats[place]));
    return values;
  }

  #eachOfRows(start: number, length: number, visit: (place: number, i: number) => void): void {
    for (let i = 0; i < length; i++) {
      const column = i % this.cells;
      visit(start + ((i - column) / this.cells) * this.stride + column, i);
    }
  }

  #eachOfPanels(start: number, visit: (place: number, i: number) => void): void {
    for (let i = 0; i < this.cells * this.cells; i++) {
      const column = i % this.cells;
      const row = (i - column) / this.cells;
      const place = column % blockFloats;
      visit(start + (column - place) * this.cells + row * blockFloats + place, i);
    }
  }

  #write(name: PlanField, value: number, share: number): void {
    this.integers[this.plans[share] / 4 + fieldIndex[name]] = value;
  }

  /** Places areas one after the other from `start` on, in the shares' plans, and grows the memory to the end. */
  #place(
    shares: readonly number[],
    start: number,
    sizes: Readonly<Partial<Record<AreaField, number>>>,
  ): number {
    let end = roundUp(start, alignment);
    for (const [name, bytes] of Object.entries(sizes) as [AreaField, number][]) {
      if (end + bytes > mostBytes) {
        throw new RangeError(
          "RecurrentNetwork: expected weights and a batch that fit into 4 GiB of WebAssembly memory, " +
            `got ${name} of ${bytes} bytes (from byte ${end} on; ${this.cells} cells, ${this.features} features). ` +
            'Use a smaller batchSize or nCells, fewer steps or features, or the engine "reference".',
        );
      }
      for (const share of shares) this.#write(name, end, share);
      end = roundUp(end + bytes, alignment);
    }
    this.#grow(end);
    return end;
  }

  /** Grows the memory to `end` bytes. */
  #grow(end: number): void {
    const { memory } = this.#kernels;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      allocate("RecurrentNetwork", `nCells ${this.cells} and batchSize (${end} bytes)`, () => {
        memory.grow(Math.ceil(missing / pageBytes));
      });
    }
    if (this.floats.buffer !== memory.buffer) {
      this.floats = new Float32Array(memory.buffer);
      this.integers = new Int32Array(memory.buffer);
    }
  }
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
