import { type CallList, type Kernel, listKernels } from "../call-list.ts";
import type { LayerKernels } from "./layer-kernels.ts";

/** Kernels whose calls are run, or written down while a list is open; those give nothing back. */
export class RecordingKernels {
  readonly kernels: LayerKernels;
  #list: CallList | undefined;

  constructor(kernels: LayerKernels) {
    const numbered = listKernels(kernels);
    const entries = Object.entries(kernels).map(([name, value]): [string, unknown] => {
      const number = numbered.indexOf(value as Kernel);
      return [name, number === -1 ? value : this.#wrap(value as Kernel, number)];
    });
    const recording: unknown = Object.fromEntries(entries);
    this.kernels = recording as LayerKernels;
  }

  /** Writes down what `run` calls. */
  record(list: CallList, run: () => void): void {
    this.#list = list;
    try {
      run();
    } finally {
      this.#list = undefined;
    }
  }

  #wrap(kernel: Kernel, number: number): Kernel {
    return (...args) => {
      if (this.#list === undefined) return kernel(...args);
      this.#list.add(number, ...args);
      return undefined;
    };
  }
}
