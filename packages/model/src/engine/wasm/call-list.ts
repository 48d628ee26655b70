/**
 * Calls of kernels, written down in shared memory for whichever thread runs them. A call is twelve float64: the
 * kernel's number among the exports of its module, and its arguments, which a kernel takes as its types say.
 */

/** Float64s of a call. */
const callLength = 12;
/** Bytes of a call. */
export const callBytes = callLength * 8;

/** A function of an instance. */
export type Kernel = (...args: readonly number[]) => unknown;

/** The kernels of an instance, by their numbers. */
export function listKernels(exports: object): readonly Kernel[] {
  return Object.values(exports).filter(isKernel);
}

/** The number of a kernel. */
export function numberOf<K extends string>(exports: Readonly<Record<K, unknown>>, name: K): number {
  const kernels = Object.entries(exports).filter(([, value]) => isKernel(value));
  return kernels.findIndex(([own]) => own === name);
}

function isKernel(value: unknown): value is Kernel {
  return typeof value === "function";
}

/** Memory whose views are of the size that it has when they are made. */
interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
}

/** The calls of one share of the work. */
export class CallList {
  /** Where it is, in float64s: an area of its own. */
  readonly start: number;
  readonly #calls: Float64Array;
  readonly #kernels: readonly Kernel[];
  #length = 0;

  /**
   * @param kernels the exports of the caller's own instance, in their order
   * @param address of an area of `bytes` bytes, a multiple of 8
   */
  constructor(memory: Memory, kernels: readonly Kernel[], address: number, bytes: number) {
    this.start = address / 8;
    this.#kernels = kernels;
    this.#calls = new Float64Array(
      memory.buffer,
      address,
      Math.floor(bytes / callBytes) * callLength,
    );
  }

  /** How many float64s its calls take. */
  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Adds a call. Where there is no more room, those before are run at once. */
  add(kernel: number, ...args: readonly number[]): void {
    if (this.#length === this.#calls.length) {
      this.run();
      this.clear();
    }
    this.#calls[this.#length] = kernel;
    for (let i = 0; i < args.length; i++) this.#calls[this.#length + 1 + i] = args[i];
    this.#length += callLength;
  }

  /** Runs all calls, in their order. */
  run(): void {
    const calls = this.#calls;
    const kernels = this.#kernels;
    for (let at = 0; at < this.#length; at += callLength) {
      // One by one, as in `runCallsSource`: nothing is made for a call.
      kernels[calls[at]](
        calls[at + 1],
        calls[at + 2],
        calls[at + 3],
        calls[at + 4],
        calls[at + 5],
        calls[at + 6],
        calls[at + 7],
        calls[at + 8],
        calls[at + 9],
        calls[at + 10],
        calls[at + 11],
      );
    }
  }
}

/** The text of statements that run the calls in a Float64Array `calls` by the functions `run`. */
export const runCallsSource = `
  for (let at = 0; at < calls.length; at += ${callLength}) {
    run[calls[at]](${Array.from({ length: callLength - 1 }, (_, i) => `calls[at + ${i + 1}]`).join(", ")});
  }`;
