import type { SparseMatrix } from "../sparse-matrix.ts";
import type { Steps } from "../steps.ts";
import { instantiateKernels, type Kernels } from "./kernels.ts";
import type { Products, UpdateRow } from "./products.ts";

const floatBytes = 4;
const lanes = 4;
const pageBytes = 65536;
/** The kernels have no data of their own below this. */
const firstAddress = 1024;
const mostPages = 65535;
/** Entries of x, and floats of z, that lie in the kernels' memory at a time. */
const entriesPerBlock = 2 ** 16;
const floatsPerBlock = 2 ** 18;

/** Rows that the kernels see at once. */
interface RowBlock {
  readonly from: number;
  readonly to: number;
}

/** Numbers of each area of the kernels' memory. */
interface Sizes {
  readonly factor: number;
  readonly gradient: number;
  readonly z: number;
  readonly values: number;
  readonly columns: number;
  readonly offsets: number;
}

/** The products by the kernels of assembly/, which see x block by block; undefined where the host cannot. */
export function createVectorProducts(x: SparseMatrix, outputs: number): Products | undefined {
  const width = Math.ceil(outputs / lanes) * lanes;
  const blocks = cutRows(x.rowOffsets, width);
  const most = (size: (block: RowBlock) => number): number =>
    blocks.reduce((largest, block) => Math.max(largest, size(block)), 1);
  const rows = most(({ from, to }) => to - from);
  const entries = most(({ from, to }) => x.rowOffsets[to] - x.rowOffsets[from]);
  const parameters = (x.columns + 1) * width;
  const sizes: Sizes = {
    factor: parameters,
    gradient: parameters,
    z: rows * width,
    values: entries,
    columns: entries,
    offsets: rows + 1,
  };
  const kernels = instantiateKernels();
  const addresses = kernels && place(kernels, sizes);
  return addresses && new VectorProducts(x, width, blocks, kernels, sizes, addresses);
}

class VectorProducts implements Products {
  readonly width: number;
  readonly factor: Float32Array<ArrayBuffer>;
  readonly gradient: Float32Array<ArrayBuffer>;
  readonly #z: Float32Array;
  readonly #values: Float32Array;
  readonly #columns: Int32Array;
  readonly #offsets: Int32Array;
  readonly #x: SparseMatrix;
  readonly #blocks: readonly RowBlock[];
  readonly #kernels: Kernels;
  readonly #addresses: Sizes;

  constructor(
    x: SparseMatrix,
    width: number,
    blocks: readonly RowBlock[],
    kernels: Kernels,
    sizes: Sizes,
    addresses: Sizes,
  ) {
    const { buffer } = kernels.memory;
    this.width = width;
    this.factor = new Float32Array(buffer, addresses.factor, sizes.factor);
    this.gradient = new Float32Array(buffer, addresses.gradient, sizes.gradient);
    this.#z = new Float32Array(buffer, addresses.z, sizes.z);
    this.#values = new Float32Array(buffer, addresses.values, sizes.values);
    this.#columns = new Int32Array(buffer, addresses.columns, sizes.columns);
    this.#offsets = new Int32Array(buffer, addresses.offsets, sizes.offsets);
    this.#x = x;
    this.#blocks = blocks;
    this.#kernels = kernels;
    this.#addresses = addresses;
  }

  *multiply(z: Float32Array): Steps<void> {
    for (const { from, to } of this.#blocks) {
      this.#load(from, to);
      this.#run("multiply", to - from, this.#addresses.factor);
      z.set(this.#z.subarray(0, (to - from) * this.width), from * this.width);
      yield;
    }
  }

  *multiplyTransposed(errors: Float32Array): Steps<void> {
    this.gradient.fill(0);
    for (const { from, to } of this.#blocks) {
      this.#load(from, to);
      this.#z.set(errors.subarray(from * this.width, to * this.width));
      this.#run("addTransposed", to - from, this.#addresses.gradient);
      yield;
    }
  }

  *sweep(order: Int32Array, update: UpdateRow): Steps<void> {
    const { width } = this;
    const z = this.#z.subarray(0, width);
    for (let from = 0; from < order.length; ) {
      const to = this.#gather(order, from);
      for (let n = from; n < to; n++) {
        this.#run("multiply", 1, this.#addresses.factor, n - from);
        update(order[n], z);
        this.#run("addTransposed", 1, this.#addresses.factor, n - from);
      }
      from = to;
      yield;
    }
  }

  #run(kernel: "multiply" | "addTransposed", rows: number, matrix: number, first = 0): void {
    const { offsets, columns, values, z } = this.#addresses;
    const rowBytes = this.width * floatBytes;
    const bias = matrix + this.#x.columns * rowBytes;
    const at = offsets + first * floatBytes;
    this.#kernels[kernel](rows, rowBytes, at, columns, values, matrix, bias, z);
  }

  #load(from: number, to: number): void {
    const { rowOffsets, indices, values } = this.#x;
    const [first, end] = [rowOffsets[from], rowOffsets[to]];
    this.#values.set(values.subarray(first, end));
    this.#columns.set(indices.subarray(first, end));
    for (let row = from; row <= to; row++) this.#offsets[row - from] = rowOffsets[row] - first;
  }

  /** Loads as many rows of the order from `from` on as there is room for, and gives where they end. */
  #gather(order: Int32Array, from: number): number {
    const { rowOffsets, indices, values } = this.#x;
    let end = 0;
    let to = from;
    for (; to < order.length && to - from + 1 < this.#offsets.length; to++) {
      const [first, last] = [rowOffsets[order[to]], rowOffsets[order[to] + 1]];
      if (end + last - first > this.#values.length) break;
      this.#values.set(values.subarray(first, last), end);
      this.#columns.set(indices.subarray(first, last), end);
      end += last - first;
      this.#offsets[to - from + 1] = end;
    }
    return to;
  }
}

/** Rows in blocks of as many as there is room for, one at least. */
function cutRows(rowOffsets: Int32Array, width: number): RowBlock[] {
  const blocks: RowBlock[] = [];
  const rows = rowOffsets.length - 1;
  const mostRows = Math.max(1, Math.floor(floatsPerBlock / width));
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    const end = rowOffsets[from] + entriesPerBlock;
    while (to < rows && to - from < mostRows && rowOffsets[to + 1] <= end) to++;
    blocks.push({ from, to });
    from = to;
  }
  return blocks;
}

/** The address of each area, the memory grown to hold them; undefined where that is too much. */
function place({ memory }: Kernels, sizes: Sizes): Sizes | undefined {
  let end = firstAddress;
  const claim = (size: number): number => {
    const address = end;
    end += Math.ceil(size / lanes) * lanes * floatBytes;
    return address;
  };
  const addresses = {
    factor: claim(sizes.factor),
    gradient: claim(sizes.gradient),
    z: claim(sizes.z),
    values: claim(sizes.values),
    columns: claim(sizes.columns),
    offsets: claim(sizes.offsets),
  };
  const pages = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
  if (pages > mostPages) return undefined;
  try {
    if (pages > 0) memory.grow(pages);
    return addresses;
  } catch {
    return undefined;
  }
}
