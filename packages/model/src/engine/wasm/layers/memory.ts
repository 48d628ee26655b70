import { allocate } from "../../../platform/allocate.ts";
import type { LayerKernels } from "./layer-kernels.ts";

const alignment = 128;
const pageBytes = 65536;
const mostBytes = 2 ** 32 - pageBytes;

/** Floats rounded up to whole vectors: what a kernel reads and writes of a row. */
export const wholeVectors = (floats: number): number => Math.ceil(floats / 4) * 4;
/** Floats rounded up to whole blocks: what a product writes of a row. */
export const wholeBlocks = (floats: number): number => Math.ceil(floats / 16) * 16;

/**
 * How far rows of so many bytes are apart. Long ones lie an odd number of cache lines apart: a gradient reads
 * one block of many rows, and these would else fall into few sets of the cache.
 */
export function rowStep(bytes: number): number {
  return bytes >= 1024 && bytes % 512 === 0 ? bytes + 64 : bytes;
}

/** The memory of a session: areas that stay, and after them those of a batch, laid out anew where it grows. */
export class PlanMemory {
  /** The whole memory; the element at an address is at a quarter of it. */
  floats: Float32Array = new Float32Array(0);
  integers: Int32Array = new Int32Array(0);
  readonly #kernels: LayerKernels;
  readonly #memory: LayerKernels["memory"];
  #end: number;
  #batchStart: number | undefined;
  /** Where the areas of all batches so far end: beyond it the memory is as it came, all zeros. */
  #dirtyEnd: number;

  constructor(kernels: LayerKernels) {
    this.#kernels = kernels;
    this.#memory = kernels.memory;
    this.#end = roundUp(kernels.dataEnd());
    this.#dirtyEnd = this.#end;
  }

  /** The address of a new area of zeros. @throws RangeError where it does not fit into 4 GiB */
  place(bytes: number): number {
    const address = this.#end;
    // Room for the block that a kernel may read or write beyond the last row.
    const end = roundUp(address + bytes + alignment);
    if (end > mostBytes) {
      throw new RangeError(
        `Sequential: expected weights and a batch that fit into 4 GiB of WebAssembly memory, got ${end} bytes or more. ` +
          'Use a smaller batchSize, fewer units or shorter sequences, or the engine "reference".',
      );
    }
    this.#end = end;
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) {
      allocate("Sequential", `batchSize and units (${end} bytes)`, () => {
        this.#memory.grow(Math.ceil(missing / pageBytes));
      });
    }
    if (this.floats.buffer !== this.#memory.buffer) {
      this.floats = new Float32Array(this.#memory.buffer);
      this.integers = new Int32Array(this.#memory.buffer);
    }
    return address;
  }

  /** Forgets the areas of the last batch: what is placed from now on takes their room. */
  beginBatch(): void {
    this.#batchStart ??= this.#end;
    this.release(this.#batchStart);
  }

  /** Gives back an area, and all that was placed after it. */
  release(address: number): void {
    this.#dirtyEnd = Math.max(this.#dirtyEnd, this.#end);
    this.#end = address;
  }

  /** Sets the areas of the batch to zeros. */
  clearBatch(): void {
    const end = Math.min(this.#end, this.#dirtyEnd);
    this.floats.fill(0, (this.#batchStart ?? end) / 4, end / 4);
  }

  /** Sets an area of whole vectors to a value; a kernel like any other, where work is cut. */
  fill(address: number, bytes: number, value = 0): void {
    this.#kernels.fill(address, bytes, value);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
