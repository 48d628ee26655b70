/**
 * The reference engine's formulas over SIMD kernels in WebAssembly, in float32. Rounding is the same on
 * every machine, so equal inputs give equal bits. The kernels and their formulas are in assembly/.
 */
import { Tensor } from "@rnn/tensor";
import { now } from "@rnn/tensor/event-loop";
import type { Sequences } from "../../network/sequences.ts";
import { byName, type ParameterName, type Weights } from "../../parameters.ts";
import type { Engine, EngineSession, SessionOptions } from "../engine.ts";
import { instantiate, instantiateShared, type Kernels, type SharedKernels } from "./kernels.ts";
import { BatchOrder, LoadedSequences } from "./loaded-sequences.ts";
import { SessionMemory } from "./session-memory.ts";
import { deal, layOut, type Share } from "./shares.ts";
import { type KernelArguments, runKernel, type ThreadKernel, WasmThreads } from "./threads.ts";

export {
  isRelaxedSimdAvailable,
  isSharedMemoryAvailable,
  isSimdAvailable,
} from "./kernels.ts";

/**
 * The rows that each share of a group of `logits` has: enough to fill the kernels, few enough to
 * stay in cache.
 */
const groupRows = 64;

/** How a wasm engine runs. */
export interface WasmEngineOptions {
  /**
   * Fused multiply-add, about a fifth faster where the host has relaxed SIMD (`isRelaxedSimdAvailable`);
   * `open` throws elsewhere. Bits then differ between machines. Default false.
   */
  readonly relaxed?: boolean;
  /**
   * Whether one row computes the states of all that are still in their leading padding. The bits are the
   * same with and without; default true.
   */
  readonly sharePads?: boolean;
  /**
   * Into how many shares each batch is dealt, with a thread for each but the first; `open` throws where
   * memory cannot be shared (`isSharedMemoryAvailable`). Each number has gradients of its own bits, the
   * same in every run. Default 1.
   */
  readonly threads?: number;
  /** Told once why threads do not start, where they do not; one then runs all shares, with equal bits. */
  readonly onThreadsMissing?: (reason: string) => void;
}

/** An engine of the given options. Its `open` throws what the host does where it cannot compile. */
export function createWasmEngine(options: WasmEngineOptions = {}): Engine<ParameterName> {
  const { relaxed = false, sharePads = true, threads = 1, onThreadsMissing } = options;
  let told = false;
  const tell = (reason: string): void => {
    if (!told) onThreadsMissing?.(reason);
    told = true;
  };
  return {
    open: (parameters, session) => {
      if (threads === 1) {
        const kernels = [instantiate(relaxed ? "relaxed" : "plain")];
        return new WasmSession({ kernels }, parameters, session, sharePads);
      }
      const shared = instantiateShared(relaxed ? "sharedRelaxed" : "sharedPlain", threads);
      const others = { shared, threads: new WasmThreads(shared, tell) };
      return new WasmSession({ kernels: shared.kernels, others }, parameters, session, sharePads);
    },
  };
}

/** Float32 with equal bits on every machine. */
export const wasmEngine: Engine<ParameterName> = createWasmEngine();

/** Instances of the kernels, one a share; and, where there are several, what runs the others than the first. */
interface Shares {
  readonly kernels: readonly Kernels[];
  readonly others?: { readonly shared: SharedKernels; readonly threads: WasmThreads };
}

class WasmSession implements EngineSession<ParameterName> {
  readonly #kernels: readonly Kernels[];
  readonly #others: Shares["others"];
  readonly #memory: SessionMemory;
  readonly #options: SessionOptions;
  readonly #sharePads: boolean;
  readonly #shapes: Record<ParameterName, readonly number[]>;
  /** The largest of what was loaded. */
  readonly #largest = { count: 0, steps: 0, inputWidth: 0 };
  #order = new BatchOrder(0, 0);
  /** The shares of as many rows as the last batch had. */
  #dealt = { rows: 0, shares: deal(0, 1) };
  /** The last forward pass that a backward pass may follow. */
  #batch: { rows: number; steps: number; keep: number; dense: boolean } | undefined;

  constructor(
    { kernels, others }: Shares,
    parameters: Weights,
    options: SessionOptions,
    sharePads: boolean,
  ) {
    this.#kernels = kernels;
    this.#others = others;
    this.#options = options;
    this.#sharePads = sharePads;
    this.#shapes = byName((name) => parameters[name].shape);
    this.#memory = new SessionMemory(kernels, this.#shapes.w1h[0], this.#shapes.w1x[0]);
    const values = byName((name) => parameters[name].contiguous().data);
    this.#memory.writePanels("w1h", values.w1h);
    for (const name of ["w1x", "b1", "w2"] as const) this.#memory.writeRows(name, values[name]);
    this.#memory.floats[this.#memory.at("b2")] = values.b2[0];
  }

  load(sequences: Sequences): LoadedSequences {
    const largest = this.#largest;
    largest.count = Math.max(largest.count, sequences.count);
    largest.steps = Math.max(largest.steps, sequences.steps);
    const inputWidth = "tokens" in sequences ? 1 : sequences.features;
    largest.inputWidth = Math.max(largest.inputWidth, inputWidth);
    return new LoadedSequences(sequences);
  }

  forward(data: LoadedSequences, rows: Int32Array, logits: Float64Array): void {
    const { batchSize, bpttSteps } = this.#options;
    if (rows.length > batchSize) {
      throw new RangeError(`forward: expected at most ${batchSize} rows, got ${rows.length}.`);
    }
    this.#reserve(Math.min(batchSize, this.#largest.count));
    const keep = Math.min(bpttSteps, data.sequences.steps);
    this.#run(data, rows, keep);
    this.#eachLogit(rows.length, (position, at) => {
      logits[position] = this.#memory.floats[at];
    });
    const dense = "dense" in data.sequences;
    this.#batch = { rows: rows.length, steps: data.sequences.steps, keep, dense };
  }

  backward(errors: Float64Array): void {
    if (this.#batch === undefined) throw new Error("backward: expected a forward pass before it.");
    const { rows, steps, keep, dense } = this.#batch;
    this.#eachLogit(rows, (position, at) => {
      this.#memory.floats[at] = errors[position];
    });
    const exact = this.#options.recurrentGradient === "exact";
    this.#runShares("backward", rows, (share) => [share.rows, steps, keep, dense, exact]);
    this.#gatherGradients(rows);
  }

  update(learningRate: number): void {
    this.#kernels[0].update(learningRate);
    // What trains has more to come; what runs once is done sooner than threads are there.
    this.#others?.threads.start();
  }

  close(): void {
    this.#others?.threads.close();
  }

  logits(data: LoadedSequences, start: number, into: Float64Array): number {
    this.#batch = undefined;
    this.#reserve(0);
    const rows = data.sorted.subarray(start, start + groupRows * this.#kernels.length);
    this.#run(data, rows, 0);
    this.#eachLogit(rows.length, (position, at) => {
      into[rows[position]] = this.#memory.floats[at];
    });
    return start + rows.length;
  }

  parameters(): Weights {
    return this.#tensors("");
  }

  gradients(): Weights {
    return this.#tensors("Gradient");
  }

  /** Room for everything loaded so far. After the first batch of training there is nothing to do. */
  #reserve(trainingRows: number): void {
    const { count, steps, inputWidth } = this.#largest;
    const group = Math.min(groupRows, count);
    const training = Math.ceil(trainingRows / this.#kernels.length);
    const moved = this.#memory.reserve({
      rows: Math.max(group, training),
      keptStates: Math.max(group, training * (Math.min(this.#options.bpttSteps, steps) + 1)),
      errorRows: training,
      steps,
      inputWidth,
    });
    if (!moved) return;
    this.#order = new BatchOrder(this.#memory.rows * this.#kernels.length, steps);
    this.#others?.threads.settle();
  }

  #deal(rows: number): readonly Share[] {
    if (this.#dealt.rows !== rows) {
      this.#dealt = { rows, shares: deal(rows, this.#kernels.length) };
    }
    return this.#dealt.shares;
  }

  /** Visits the rows of a batch: the position of each in the batch, and where its logit is. */
  #eachLogit(rows: number, visit: (position: number, at: number) => void): void {
    const { positions } = this.#order;
    for (const share of this.#deal(rows)) {
      let at = this.#memory.at("logits", share.index);
      for (let n = share.first; n < rows; n += share.step) visit(positions[n], at++);
    }
  }

  /** Runs a kernel over all shares of a batch: the first here, the others where a thread takes them. */
  #runShares(kernel: ThreadKernel, rows: number, prepare: (share: Share) => KernelArguments): void {
    const [first, ...others] = this.#deal(rows);
    const threads = this.#others?.threads;
    // The others first, so that their threads have begun when this one does.
    for (const share of others) threads?.post(share.index, kernel, prepare(share));
    const given = prepare(first);
    const started = now();
    runKernel(this.#kernels[0], kernel, given);
    threads?.finish(others.length + 1, now() - started);
  }

  /** Adds the gradients of all shares of a batch up in the first, one share after the other. */
  #gatherGradients(rows: number): void {
    if (this.#others === undefined) return;
    const [first, ...others] = this.#others.shared.kernels;
    for (const {
      w1hGradient,
      w1xGradient,
      b1Gradient,
      w2Gradient,
      b2Gradient,
      touched,
    } of others.slice(0, rows - 1)) {
      first.addGradients(
        w1hGradient.value,
        w1xGradient.value,
        b1Gradient.value,
        w2Gradient.value,
        b2Gradient.value,
        touched.value,
      );
    }
  }

  /** Lays out a batch in the order of its runs and runs it forward, keeping the last `keep` states. */
  #run(data: LoadedSequences, rows: Int32Array, keep: number): void {
    const { steps } = data.sequences;
    // The kept steps, and at least the last one, are computed for every row.
    const longest = steps - Math.max(keep, 1);
    this.#order.sort(data.runs, rows, longest);
    const batch = { data, rows, order: this.#order, sharedSteps: this.#sharePads ? longest : 0 };
    const dense = "dense" in data.sequences;
    this.#runShares("forward", rows.length, (share) => {
      layOut(this.#memory, share, batch);
      return [share.rows, steps, keep, dense];
    });
  }

  #tensors(suffix: "" | "Gradient"): Weights {
    const memory = this.#memory;
    return byName((name) => {
      const shape = this.#shapes[name];
      const from = `${name}${suffix}` as const;
      const values =
        name === "w1h"
          ? memory.readPanels(from)
          : name === "b2"
            ? Float64Array.of(memory.floats[memory.at(from)])
            : memory.readRows(from, shape[0] * (shape[1] ?? 1));
      return new Tensor(values, "float64", shape);
    });
  }
}
