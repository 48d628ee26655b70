/**
 * A session of the chapter's network: simple cells over tokens or dense vectors of one length, one logit,
 * plain gradient descent. Its batch is split among threads where there are several, and one row stands for
 * all that are still in their leading padding.
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
import type { EngineSession, SessionOptions } from "../engine.ts";
import { type CallList, listKernels, numberOf } from "./call-list.ts";
import type { Kernels, PlanKernels } from "./kernels.ts";
import { BatchOrder, LoadedSequences } from "./loaded-sequences.ts";
import { type ParameterField, SessionMemory } from "./session-memory.ts";
import { type Share, splitRows, writeShare } from "./shares.ts";
import type { WasmThreads } from "./threads.ts";

/**
 * The rows that each share of a group of `logits` has: enough to fill the kernels, few enough to
 * stay in cache.
 */
const groupRows = 64;
/** The most that the states of all steps of a group take, where there are several rows. */
const groupBytes = 2 ** 24;
const floatBytes = 4;

/** How a batch is shared, where it is. */
export interface Sharing {
  /** How many shares. */
  readonly count: number;
  /** The threads of the shares but the first, which run what these lists hold. */
  readonly connect: (lists: readonly CallList[]) => WasmThreads;
}

/** What runs the shares of a batch but the first. */
interface OtherShares {
  readonly lists: readonly CallList[];
  readonly threads: WasmThreads;
  /** The number of each kernel that they run. */
  readonly numbers: Readonly<Record<keyof PlanKernels, number>>;
}

/** A session over an instance of the kernels. */
export class ChapterSession implements EngineSession {
  readonly #kernels: Kernels;
  /** How many shares a batch has. */
  readonly #shares: number;
  readonly #others: OtherShares | undefined;
  readonly #memory: SessionMemory;
  readonly #options: SessionOptions;
  readonly #sharePads: boolean;
  readonly #layer: SimpleRnn;
  readonly #table: readonly ParameterRow[];
  /** The largest of what was loaded. */
  readonly #largest = { count: 0, steps: 0, inputWidth: 0 };
  #order = new BatchOrder(0, 0);
  /** The shares of as many rows as the last batch had. */
  #split = { rows: 0, shares: splitRows(0, 1) };
  /** The last forward pass that a backward pass may follow. */
  #batchRows: number | undefined;

  constructor(options: SessionOptions, sharePads: boolean, kernels: Kernels, sharing?: Sharing) {
    const { plan, parameters } = options;
    this.#kernels = kernels;
    this.#shares = sharing?.count ?? 1;
    this.#options = options;
    this.#sharePads = sharePads;
    this.#layer = simpleRnnOf(plan);
    this.#table = parameterTable(plan);
    this.#memory = new SessionMemory(kernels, this.#shares, this.#layer.units, plan.features);
    this.#others = sharing && this.#connect(sharing);
    for (const row of this.#table) {
      const values = parameters[row.key].contiguous().data;
      const area = areaOf(row);
      if (area === "recurrentKernel") this.#memory.writePanels(area, values);
      else if (area === "outputBias") this.#memory.floats[this.#memory.at(area)] = values[0];
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
    this.#batchRows = rows.length;
  }

  backward(errors: Float64Array): void {
    const rows = this.#batchRows;
    if (rows === undefined) throw new Error("backward: expected a forward pass before it.");
    this.#eachLogit(rows, (position, at) => {
      this.#memory.floats[at] = errors[position];
    });
    this.#runShares("backward", rows);
    this.#gatherGradients(rows);
  }

  update(): void {
    this.#kernels.update(this.#memory.plans[0], this.#options.optimizer.learningRate);
    // What trains has more to come; what runs once is done sooner than threads are there.
    this.#others?.threads.start();
  }

  close(): void {
    this.#others?.threads.close();
  }

  logits(data: LoadedSequences, start: number, into: Float64Array): number {
    this.#batchRows = undefined;
    this.#reserve(0);
    const rows = data.sorted.subarray(start, start + groupRows * this.#shares);
    this.#run(data, rows, 0);
    this.#eachLogit(rows.length, (position, at) => {
      into[rows[position]] = this.#memory.floats[at];
    });
    return start + rows.length;
  }

  logitsPerStep(data: LoadedSequences, start: number, into: Float64Array): number {
    this.#batchRows = undefined;
    const { steps } = data.sequences;
    const states = Math.floor(groupBytes / (this.#memory.stride * floatBytes));
    const most = Math.min(groupRows, Math.max(1, Math.floor(states / (steps + 1))));
    this.#reserve(0, most * (steps + 1));
    const end = Math.min(data.count, start + most * this.#shares);
    const rows = Int32Array.from({ length: end - start }, (_, n) => start + n);
    this.#run(data, rows, steps);
    for (let t = 1; t <= steps; t++) {
      for (const { index, rows: count } of this.#sharesOf(rows.length)) {
        const first = this.#memory.address("kept", index);
        const bytes = count * this.#memory.stride * floatBytes;
        this.#kernels.readLogits(this.#memory.plans[index], first + t * bytes);
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
    const training = Math.ceil(trainingRows / this.#shares);
    const moved = this.#memory.reserve({
      rows: Math.max(group, training),
      keptStates: Math.max(group, keptStates, training * (this.#stepsBack(steps) + 1)),
      errorRows: training,
      steps,
      inputWidth,
    });
    if (!moved) return;
    this.#order = new BatchOrder(this.#memory.rows * this.#shares, steps);
  }

  #sharesOf(rows: number): readonly Share[] {
    if (this.#split.rows !== rows) {
      this.#split = { rows, shares: splitRows(rows, this.#shares) };
    }
    return this.#split.shares;
  }

  /** Visits the rows of a batch: the position of each in the batch, and where its logit is. */
  #eachLogit(rows: number, visit: (position: number, at: number) => void): void {
    const { positions } = this.#order;
    for (const share of this.#sharesOf(rows)) {
      let at = this.#memory.at("logits", share.index);
      for (let n = share.first; n < rows; n += share.step) visit(positions[n], at++);
    }
  }

  /**
   * Runs a kernel over all shares of a batch: the first here, the others where a thread takes them.
   * @param prepare called for each share before it runs
   */
  #runShares(kernel: keyof PlanKernels, rows: number, prepare?: (share: Share) => void): void {
    const [first, ...others] = this.#sharesOf(rows);
    // The others first, so that their threads have begun when this one does.
    for (const share of others) {
      prepare?.(share);
      this.#post(share, kernel);
    }
    prepare?.(first);
    const started = now();
    this.#kernels[kernel](this.#memory.plans[0]);
    this.#others?.threads.finish(now() - started);
  }

  #connect({ connect, count }: Sharing): OtherShares {
    const kernels = this.#kernels;
    const all = listKernels(kernels);
    const lists = Array.from({ length: count - 1 }, (_, list) =>
      this.#memory.createCallList(list + 1, all),
    );
    const numbers = {
      forward: numberOf(kernels, "forward"),
      backward: numberOf(kernels, "backward"),
    };
    return { lists, threads: connect(lists), numbers };
  }

  /** Offers a kernel over a share to its thread. */
  #post({ index }: Share, kernel: keyof PlanKernels): void {
    if (this.#others === undefined) return;
    const { lists, threads, numbers } = this.#others;
    const list = lists[index - 1];
    list.clear();
    list.add(numbers[kernel], this.#memory.plans[index]);
    threads.post(index - 1);
  }

  /** Adds the gradients of all shares of a batch up in the first, one share after the other. */
  #gatherGradients(rows: number): void {
    if (this.#others === undefined) return;
    const [plan, ...others] = this.#memory.plans;
    for (const other of others.slice(0, rows - 1)) this.#kernels.addGradients(plan, other);
  }

  /** Writes a batch in the order of its runs and runs it forward, keeping the last `keep` states. */
  #run(data: LoadedSequences, rows: Int32Array, keep: number): void {
    const memory = this.#memory;
    const { steps } = data.sequences;
    // The kept steps, and at least the last one, are computed for every row.
    const longest = steps - Math.max(keep, 1);
    this.#order.sort(data.runs, rows, longest);
    const batch = { data, rows, order: this.#order, sharedSteps: this.#sharePads ? longest : 0 };
    const dense = Number("dense" in data.sequences);
    const exact = Number(this.#layer.recurrentGradient === "exact");
    this.#runShares("forward", rows.length, (share) => {
      writeShare(memory, share, batch);
      memory.set("rows", share.rows, share.index);
      memory.set("steps", steps, share.index);
      memory.set("keep", keep, share.index);
      memory.set("dense", dense, share.index);
      memory.set("exact", exact, share.index);
    });
  }

  #tensors(suffix: "" | "Gradient"): Parameters {
    const memory = this.#memory;
    return mapParameters(this.#table, (row) => {
      const area = areaOf(row);
      const from = `${area}${suffix}` as const;
      const values =
        area === "recurrentKernel"
          ? memory.readPanels(from)
          : area === "outputBias"
            ? Float64Array.of(memory.floats[memory.at(from)])
            : memory.readRows(from, row.shape[0] * (row.shape[1] ?? 1));
      return new Tensor(values, "float64", row.shape);
    });
  }
}

/** The layer of simple cells of the one plan that these kernels run: that and one logit. */
function simpleRnnOf(plan: Plan): SimpleRnn {
  const [layer, last] = plan.layers;
  const ends = plan.layers.length === 2 && last.kind === "dense" && last.units === 1;
  if (layer.kind === "simpleRnn" && ends) return layer;
  throw new RangeError(
    `open: expected a plan of simpleRnn and dense(1), got ${plan.layers.map(({ kind }) => kind).join(", ")}. ` +
      'Use the engine "reference".',
  );
}

const areas: Readonly<Record<string, ParameterField>>[] = [
  { recurrentKernel: "recurrentKernel", kernel: "kernel", bias: "bias" },
  { kernel: "outputKernel", bias: "outputBias" },
];

/** Where a parameter is in memory. */
function areaOf({ layer, name }: ParameterRow): ParameterField {
  return areas[layer][name];
}
