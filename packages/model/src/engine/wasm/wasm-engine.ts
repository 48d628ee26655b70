/**
 * The reference engine's formulas over SIMD kernels in WebAssembly, in float32. Rounding is the same on
 * every machine, so equal inputs give equal bits. The kernels and their formulas are in assembly/.
 */
import { Tensor } from "@rnn/tensor";
import { now } from "@rnn/tensor/event-loop";
import type { SimpleRnn } from "../../layers/simple-rnn.ts";
import {
  mapParameters,
  type ParameterRow,
  type Parameters,
  parameterTable,
} from "../../network/parameter-table.ts";
import type { Plan } from "../../network/plan.ts";
import type { Sequences } from "../../network/sequences.ts";
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
/** The most that the states of all steps of a group take, where there are several rows. */
const groupBytes = 2 ** 24;
const floatBytes = 4;

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
export function createWasmEngine(options: WasmEngineOptions = {}): Engine {
  const { relaxed = false, sharePads = true, threads = 1, onThreadsMissing } = options;
  let told = false;
  const tell = (reason: string): void => {
    if (!told) onThreadsMissing?.(reason);
    told = true;
  };
  return {
    open: (session) => {
      if (threads === 1) {
        const kernels = [instantiate(relaxed ? "relaxed" : "plain")];
        return new WasmSession({ kernels }, session, sharePads);
      }
      const shared = instantiateShared(relaxed ? "sharedRelaxed" : "sharedPlain", threads);
      const others = { shared, threads: new WasmThreads(shared, tell) };
      return new WasmSession({ kernels: shared.kernels, others }, session, sharePads);
    },
  };
}

/** Float32 with equal bits on every machine. */
export const wasmEngine: Engine = createWasmEngine();

/** Instances of the kernels, one a share; and, where there are several, what runs the others than the first. */
interface Shares {
  readonly kernels: readonly Kernels[];
  readonly others?: { readonly shared: SharedKernels; readonly threads: WasmThreads };
}

class WasmSession implements EngineSession {
  readonly #kernels: readonly Kernels[];
  readonly #others: Shares["others"];
  readonly #memory: SessionMemory;
  readonly #options: SessionOptions;
  readonly #sharePads: boolean;
  readonly #layer: SimpleRnn;
  readonly #table: readonly ParameterRow[];
  /** The largest of what was loaded. */
  readonly #largest = { count: 0, steps: 0, inputWidth: 0 };
  #order = new BatchOrder(0, 0);
  /** The shares of as many rows as the last batch had. */
  #dealt = { rows: 0, shares: deal(0, 1) };
  /** The last forward pass that a backward pass may follow. */
  #batch: { rows: number; steps: number; keep: number; dense: boolean } | undefined;

  constructor({ kernels, others }: Shares, options: SessionOptions, sharePads: boolean) {
    const { plan, parameters } = options;
    this.#kernels = kernels;
    this.#others = others;
    this.#options = options;
    this.#sharePads = sharePads;
    this.#layer = simpleRnnOf(plan);
    this.#table = parameterTable(plan);
    this.#memory = new SessionMemory(kernels, this.#layer.units, plan.features);
    for (const row of this.#table) {
      const values = parameters[row.key].contiguous().data;
      const area = areaOf(row);
      if (area === "w1h") this.#memory.writePanels(area, values);
      else if (area === "b2") this.#memory.floats[this.#memory.at(area)] = values[0];
      else this.#memory.writeRows(area, values);
    }
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
    const { batchSize } = this.#options;
    if (rows.length > batchSize) {
      throw new RangeError(`forward: expected at most ${batchSize} rows, got ${rows.length}.`);
    }
    this.#reserve(Math.min(batchSize, this.#largest.count));
    const keep = this.#stepsBack(data.sequences.steps);
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
    const exact = this.#layer.recurrentGradient === "exact";
    this.#runShares("backward", rows, (share) => [share.rows, steps, keep, dense, exact]);
    this.#gatherGradients(rows);
  }

  update(): void {
    this.#kernels[0].update(this.#options.optimizer.learningRate);
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

  logitsPerStep(data: LoadedSequences, start: number, into: Float64Array): number {
    this.#batch = undefined;
    const { steps } = data.sequences;
    const states = Math.floor(groupBytes / (this.#memory.stride * floatBytes));
    const most = Math.min(groupRows, Math.max(1, Math.floor(states / (steps + 1))));
    this.#reserve(0, most * (steps + 1));
    const end = Math.min(data.count, start + most * this.#kernels.length);
    const rows = Int32Array.from({ length: end - start }, (_, n) => start + n);
    this.#run(data, rows, steps);
    for (let t = 1; t <= steps; t++) {
      for (const { index, rows: count } of this.#deal(rows.length)) {
        const first = this.#memory.at("kept", index) * floatBytes;
        const bytes = count * this.#memory.stride * floatBytes;
        this.#kernels[index].readLogits(count, first + t * bytes);
      }
      this.#eachLogit(rows.length, (position, at) => {
        into[rows[position] * steps + t - 1] = this.#memory.floats[at];
      });
    }
    return end;
  }

  parameters(): Parameters {
    return this.#tensors("");
  }

  gradients(): Parameters {
    return this.#tensors("Gradient");
  }

  optimizerState(): Parameters {
    return {};
  }

  /** How many of the last steps the error is carried back through. */
  #stepsBack(steps: number): number {
    return Math.min(this.#layer.bpttSteps ?? steps, steps);
  }

  /** Room for everything loaded so far. After the first batch of training there is nothing to do. */
  #reserve(trainingRows: number, keptStates = 0): void {
    const { count, steps, inputWidth } = this.#largest;
    const group = Math.min(groupRows, count);
    const training = Math.ceil(trainingRows / this.#kernels.length);
    const moved = this.#memory.reserve({
      rows: Math.max(group, training),
      keptStates: Math.max(group, keptStates, training * (this.#stepsBack(steps) + 1)),
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

  #tensors(suffix: "" | "Gradient"): Parameters {
    const memory = this.#memory;
    return mapParameters(this.#table, (row) => {
      const area = areaOf(row);
      const from = `${area}${suffix}` as const;
      const values =
        area === "w1h"
          ? memory.readPanels(from)
          : area === "b2"
            ? Float64Array.of(memory.floats[memory.at(from)])
            : memory.readRows(from, row.shape[0] * (row.shape[1] ?? 1));
      return new Tensor(values, "float64", row.shape);
    });
  }
}

/** Whether these kernels run the plan: simple cells and one logit. */
export function runsOnWasm({ layers }: Plan): boolean {
  const [first, second] = layers;
  return (
    layers.length === 2 &&
    first.kind === "simpleRnn" &&
    second.kind === "dense" &&
    second.units === 1
  );
}

function simpleRnnOf(plan: Plan): SimpleRnn {
  const [layer] = plan.layers;
  if (layer.kind === "simpleRnn" && runsOnWasm(plan)) return layer;
  throw new RangeError(
    `open: expected a plan of simpleRnn and dense(1), got ${plan.layers.map(({ kind }) => kind).join(", ")}. ` +
      'Use the engine "reference".',
  );
}

type Area = "w1h" | "w1x" | "b1" | "w2" | "b2";

const areas: Readonly<Record<string, Area>>[] = [
  { recurrentKernel: "w1h", kernel: "w1x", bias: "b1" },
  { kernel: "w2", bias: "b2" },
];

/** Where a parameter is in memory. */
function areaOf({ layer, name }: ParameterRow): Area {
  return areas[layer][name];
}
