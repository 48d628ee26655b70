/**
 * The reference engine's formulas over SIMD kernels in WebAssembly, in float32. Rounding is the same on
 * every machine, so equal inputs give equal bits. The kernels and their formulas are in assembly/.
 */
import { Tensor } from "@rnn/tensor";
import { byName, type ParameterName, type Weights } from "../parameters.ts";
import type { DenseSequences, Sequences, TokenSequences } from "../sequences.ts";
import type { Engine, EngineSession, SessionOptions } from "./engine.ts";
import { SessionMemory } from "./wasm-memory.ts";
import { instantiate, type Kernels } from "./wasm-module.ts";
import { BatchOrder, LoadedSequences } from "./wasm-sequences.ts";

export { isRelaxedSimdAvailable, isSimdAvailable } from "./wasm-module.ts";

/** The rows of one forward pass of `logits`: enough to fill the kernels, few enough to stay in cache. */
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
}

/** An engine of the given options. Its `open` throws what the host does where it cannot compile. */
export function createWasmEngine(options: WasmEngineOptions = {}): Engine<ParameterName> {
  const { relaxed = false, sharePads = true } = options;
  return {
    open: (parameters, session) =>
      new WasmSession(instantiate(relaxed ? "relaxed" : "plain"), parameters, session, sharePads),
  };
}

/** Float32 with equal bits on every machine. */
export const wasmEngine: Engine<ParameterName> = createWasmEngine();

class WasmSession implements EngineSession<ParameterName> {
  readonly #kernels: Kernels;
  readonly #memory: SessionMemory;
  readonly #options: SessionOptions;
  readonly #sharePads: boolean;
  readonly #shapes: Record<ParameterName, readonly number[]>;
  /** The largest of what was loaded. */
  readonly #largest = { count: 0, steps: 0, inputWidth: 0 };
  #order = new BatchOrder(0, 0);
  /** The last forward pass that a backward pass may follow. */
  #batch: { rows: number; steps: number; keep: number; dense: boolean } | undefined;

  constructor(kernels: Kernels, parameters: Weights, options: SessionOptions, sharePads: boolean) {
    this.#kernels = kernels;
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
    const { floats } = this.#memory;
    const { positions } = this.#order;
    const from = this.#memory.at("logits");
    for (let n = 0; n < rows.length; n++) logits[positions[n]] = floats[from + n];
    const dense = "dense" in data.sequences;
    this.#batch = { rows: rows.length, steps: data.sequences.steps, keep, dense };
  }

  backward(errors: Float64Array): void {
    if (this.#batch === undefined) throw new Error("backward: expected a forward pass before it.");
    const { rows, steps, keep, dense } = this.#batch;
    const { floats } = this.#memory;
    const { positions } = this.#order;
    const to = this.#memory.at("logits");
    for (let n = 0; n < rows; n++) floats[to + n] = errors[positions[n]];
    const exact = this.#options.recurrentGradient === "exact";
    this.#kernels.backward(rows, steps, keep, dense, exact);
  }

  update(learningRate: number): void {
    this.#kernels.update(learningRate);
  }

  logits(data: LoadedSequences): Float64Array {
    this.#batch = undefined;
    const all = new Float64Array(data.count);
    this.#reserve(0);
    const from = this.#memory.at("logits");
    for (let start = 0; start < data.count; start += groupRows) {
      const rows = data.sorted.subarray(start, start + groupRows);
      this.#run(data, rows, 0);
      const { positions } = this.#order;
      for (let n = 0; n < rows.length; n++) {
        all[rows[positions[n]]] = this.#memory.floats[from + n];
      }
    }
    return all;
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
    const moved = this.#memory.reserve({
      rows: Math.max(group, trainingRows),
      keptStates: Math.max(group, trainingRows * (Math.min(this.#options.bpttSteps, steps) + 1)),
      errorRows: trainingRows,
      steps,
      inputWidth,
    });
    if (moved) this.#order = new BatchOrder(this.#memory.rows, steps);
  }

  /** Lays out a batch in the order of its runs and runs it forward, keeping the last `keep` states. */
  #run({ sequences, runs }: LoadedSequences, rows: Int32Array, keep: number): void {
    const { steps } = sequences;
    // The kept steps, and at least the last one, are computed for every row.
    const longest = steps - Math.max(keep, 1);
    this.#order.sort(runs, rows, longest);
    const { integers } = this.#memory;
    const { ended } = this.#order;
    const live = this.#memory.at("live");
    for (let t = 0; t < steps; t++) {
      const shares = this.#sharePads && t < longest;
      integers[live + t] = shares ? Math.min(ended[t] + 1, rows.length) : rows.length;
    }
    if ("tokens" in sequences) this.#gatherTokens(sequences, runs, rows, longest);
    else this.#gatherDense(sequences, rows);
    this.#kernels.forward(rows.length, steps, keep, "dense" in sequences);
  }

  /** Tokens by step, `[steps, rows]`; those that no step computes are left out. */
  #gatherTokens(
    { tokens, steps }: TokenSequences,
    runs: Int32Array,
    rows: Int32Array,
    longest: number,
  ): void {
    const { integers } = this.#memory;
    const { positions } = this.#order;
    const inputs = this.#memory.at("inputs");
    let first = 0;
    for (let n = 0; n < rows.length; n++) {
      const row = rows[positions[n]];
      const from = row * steps;
      for (let t = first; t < steps; t++) integers[inputs + t * rows.length + n] = tokens[from + t];
      // The next row joins where this one's run ends.
      if (this.#sharePads) first = Math.min(runs[row], longest);
    }
  }

  /** Input vectors by step, `[steps, rows, features]`. */
  #gatherDense({ dense, steps, features }: DenseSequences, rows: Int32Array): void {
    const { floats } = this.#memory;
    const { positions } = this.#order;
    let to = this.#memory.at("inputs");
    for (let t = 0; t < steps; t++) {
      for (let n = 0; n < rows.length; n++) {
        const from = (rows[positions[n]] * steps + t) * features;
        for (let d = 0; d < features; d++) floats[to++] = dense[from + d];
      }
    }
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
