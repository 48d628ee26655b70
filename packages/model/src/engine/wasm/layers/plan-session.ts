/**
 * A session of any plan over the kernels. A batch has no padding (see word-batch.ts); what goes from layer to
 * layer is one vector a word or a row.
 */
import { functionsOf } from "../../../layers/layer.ts";
import { type Parameters, parameterTable } from "../../../network/parameter-table.ts";
import type { Plan } from "../../../network/plan.ts";
import type { Sequences } from "../../../network/sequences.ts";
import type { InspectableSession, SessionOptions } from "../../engine.ts";
import { finish, type Pieces } from "../../pieces.ts";
import { BatchAreas } from "./batch-areas.ts";
import { createStages } from "./create-stages.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { groupRows, multiplyAddsPerWord } from "./group-rows.ts";
import { type LoadedWords, loadWords, positionOf } from "./loaded-words.ts";
import { type PlanMemory, wholeBlocks } from "./memory.ts";
import { PlacedParameters } from "./placed-parameters.ts";
import { type LaidOutLayer, layOutPlan, placeParameter } from "./plan-layout.ts";
import { PlanOptimizer } from "./plan-optimizer.ts";
import { placeStream, writeStream } from "./random-stream.ts";
import type { RecurrentStage } from "./recurrent-stage.ts";
import { handOn, lengthsOf, type Running, readWords, wordsUntil } from "./running.ts";
import { countWords, layOutWords, type WordBatch } from "./word-batch.ts";
import type { Workshop } from "./workshop.ts";

export class PlanSession implements InspectableSession {
  readonly #options: SessionOptions;
  readonly #workshop: Workshop;
  readonly #memory: PlanMemory;
  readonly #env: Environment;
  readonly #layers: readonly LaidOutLayer[];
  readonly #flows: readonly Flow[];
  readonly #stages: readonly Stage[];
  /** The stages of the last recurrent layer: one, or one a direction. */
  readonly #lastRecurrent: readonly RecurrentStage[];
  /** The first stage after that layer. */
  readonly #afterRecurrent: number;
  readonly #optimizer: PlanOptimizer;
  readonly #areas: BatchAreas;
  readonly #maskZero: boolean;
  /** Where the random stream is that layers draw from; undefined where none does. */
  readonly #stream: number | undefined;
  #running: Running | undefined;
  /** Whether the last pass left what the next may find for words that both have. */
  #leftSums = false;

  constructor(options: SessionOptions, workshop: Workshop) {
    this.#options = options;
    this.#workshop = workshop;
    this.#memory = workshop.memory;
    this.#layers = layOutPlan(options.plan);
    this.#flows = [this.#layers[0].input, ...this.#layers.map(({ output }) => output)];
    const [first] = options.plan.layers;
    this.#maskZero = first.kind === "embedding" && first.maskZero && !readsMasked(options.plan);
    this.#env = this.#placeWeights(workshop);
    const stages = this.#layers.map((_, index) =>
      createStages(this.#env, options.plan, this.#layers[index], {
        isFirst: index === 0,
        countsZero: (row) => this.#countsZero(index, row),
      }),
    );
    this.#stages = stages.flat();
    this.#areas = new BatchAreas(this.#env, this.#flows, this.#stages);
    const last = this.#layers.findLastIndex(({ cell }) => cell !== undefined);
    this.#lastRecurrent = last === -1 ? [] : (stages[last] as readonly RecurrentStage[]);
    this.#afterRecurrent = stages.slice(0, last + 1).flat().length;
    if (this.#layers.some(({ placed }) => functionsOf(placed.layer).draws)) {
      this.#stream = placeStream(workshop.kernels, this.#memory);
    }
    const { weights, parameters } = this.#env;
    parameters.write(weights, options.parameters);
    this.#optimizer = new PlanOptimizer(options.optimizer, this.#env, options.optimizerState);
  }

  load(sequences: Sequences): LoadedWords {
    return loadWords(sequences, this.#maskZero);
  }

  forward(
    data: LoadedWords,
    rows: Int32Array,
    logits: Float64Array,
    noise?: readonly number[],
  ): void {
    finish(this.forwardInPieces(data, rows, logits, noise));
  }

  *forwardInPieces(
    data: LoadedWords,
    rows: Int32Array,
    logits: Float64Array,
    noise?: readonly number[],
  ): Pieces {
    const stream = noise && this.#stream;
    if (noise && stream !== undefined) writeStream(this.#env.kernels, this.#memory, stream, noise);
    this.#workshop.beginBatch?.();
    yield* this.#runInPieces(data, rows, lengthsOf(data, rows), { stream });
    this.#readLogits(logits);
  }

  backward(errors: Float64Array, stateErrors?: Float64Array): void {
    finish(this.backwardInPieces(errors, stateErrors));
  }

  *backwardInPieces(errors: Float64Array, stateErrors?: Float64Array): Pieces {
    const running = this.#running;
    if (running === undefined) throw new Error("backward: expected a forward pass before it.");
    const { gradients, parameters } = this.#env;
    this.#env.deal({
      count: parameters.bytes / 16,
      grain: 16,
      run: (first, end) => this.#memory.fill(gradients + first * 16, (end - first) * 16),
    });
    this.#writeErrors(errors, running.batch);
    const kept = stateErrors && this.#keepStateErrors(running.words);
    for (const stage of this.#stages.toReversed()) yield* stage.backward(running) ?? [];
    if (stateErrors === undefined || kept === undefined) return;
    stateErrors.fill(0);
    this.#lastRecurrent.forEach((stage, part) => {
      const { gateBytes, units } = stage.shape;
      const from = { address: kept[part], step: gateBytes, units, offset: part * units };
      readWords(this.#memory, running, from, stateErrors, this.#stateWidth);
      stage.keepStateErrors(undefined);
    });
    this.#memory.release(kept[0]);
  }

  update(): void {
    this.#optimizer.step();
    this.#leftSums = false;
    this.#workshop.endBatch?.(this.#running?.words ?? 0);
  }

  exchangeAverages(): void {
    this.#optimizer.exchangeAverages();
    this.#leftSums = false;
  }

  close(): void {
    this.#workshop.close?.();
  }

  logits(data: LoadedWords, start: number, into: Float64Array): number {
    const rows = this.#groupRows(data, start);
    const end = start + rows.length;
    const outputs = this.#outputs;
    this.#run(data, rows, lengthsOf(data, rows), { keeps: "last" });
    this.#readLogits(into.subarray(start * outputs, end * outputs));
    this.#running = undefined;
    return end;
  }

  logitsPerStep(data: LoadedWords, start: number, into: Float64Array): number {
    const rows = this.#groupRows(data, start);
    const outputs = this.#outputs;
    const logits = new Float64Array(rows.length * outputs);
    const inOnePass = this.#layers.every(({ placed }) => functionsOf(placed.layer).causal);
    const whole = lengthsOf(data, rows);
    const running = inOnePass ? this.#run(data, rows, whole) : undefined;
    for (let t = 0; t < data.steps; t++) {
      const until = wordsUntil(data, rows, t);
      if (running) this.#runAfterRecurrent(running, until);
      else this.#run(data, rows, until, { steps: t + 1, keeps: "last" });
      this.#readLogits(logits);
      for (let n = 0; n < rows.length; n++) {
        const place = ((start + n) * data.steps + t) * outputs;
        into.set(logits.subarray(n * outputs, (n + 1) * outputs), place);
      }
    }
    this.#running = undefined;
    return start + rows.length;
  }

  states(data: LoadedWords, start: number, into: Float64Array): number {
    const rows = this.#groupRows(data, start);
    const running = this.#run(data, rows, lengthsOf(data, rows));
    const width = this.#stateWidth;
    const part = into.subarray(
      start * data.steps * width,
      (start + rows.length) * data.steps * width,
    );
    part.fill(0);
    this.#lastRecurrent.forEach((stage, index) => {
      const { units } = stage.shape;
      const states = { ...stage.states(), units, offset: index * units };
      readWords(this.#memory, running, states, part, width);
    });
    // A step that is masked hands the state on; of both directions, zeros.
    if (this.#lastRecurrent.length === 1) handOn(running, width, part);
    this.#running = undefined;
    return start + rows.length;
  }

  parameters(): Parameters {
    return this.#env.parameters.read(this.#env.weights);
  }

  gradients(): Parameters {
    return this.#env.parameters.read(this.#env.gradients);
  }

  optimizerState(): Parameters {
    return this.#optimizer.state();
  }

  #groupRows(data: LoadedWords, start: number): Int32Array {
    const { batchSize } = this.#options;
    return groupRows(data, start, { batchSize, multiplyAdds: multiplyAddsPerWord(this.#layers) });
  }

  get #outputs(): number {
    return this.#flows[this.#flows.length - 1].width;
  }

  /** Numbers of a state of the last recurrent layer, of both directions together. */
  get #stateWidth(): number {
    return this.#lastRecurrent.reduce((sum, { shape }) => sum + shape.units, 0);
  }

  #placeWeights({ kernels, memory, deal }: Workshop): Environment {
    const table = parameterTable(this.#options.plan);
    const parameters = new PlacedParameters(table, memory, (row) =>
      placeParameter(this.#layers[row.layer], row),
    );
    const widest = Math.max(
      ...this.#layers.map(({ input, output, cell }) =>
        Math.max(input.width, output.width, cell?.shape.width ?? 0),
      ),
    );
    const weights = memory.place(parameters.bytes);
    const gradients = memory.place(parameters.bytes);
    const zeros = memory.place(wholeBlocks(widest) * 4);
    const one = memory.place(4);
    memory.floats[one / 4] = 1;
    return {
      kernels,
      deal,
      memory,
      parameters,
      weights,
      gradients,
      zeros,
      one,
      ids: 0,
      live: 0,
      starts: 0,
      oneHot: false,
      distinctIndex: 0,
      distinctCount: 0,
      firstNew: 0,
    };
  }

  /** Whether zeros are among the vectors that a maximum without regard to the mask is over. */
  #countsZero(index: number, row: number): boolean {
    const { layer } = this.#layers[index].placed;
    const running = this.#running;
    if (layer.kind !== "globalMaxPooling1d" || !layer.ignoreMask || running === undefined) {
      return false;
    }
    const { data, rows, lengths, steps } = running;
    if (data.ownSteps === undefined) return false;
    const hasMasked = lengths[row] < Math.min(steps, data.ownSteps[rows[row]]);
    if (this.#lastRecurrent.length === 2 || lengths[row] === 0) return hasMasked;
    // The state before the first word is zeros; later ones are handed on.
    return positionOf(data, rows[row], 0) > 0;
  }

  /** Runs all stages on the first `lengths` words of rows of the data. */
  #run(
    data: LoadedWords,
    rows: Int32Array,
    lengths: Int32Array,
    options: { steps?: number; keeps?: Pass["keeps"] } = {},
  ): Running {
    return finish(this.#runInPieces(data, rows, lengths, options));
  }

  *#runInPieces(
    data: LoadedWords,
    rows: Int32Array,
    lengths: Int32Array,
    options: { stream?: Pass["stream"]; steps?: number; keeps?: Pass["keeps"] } = {},
  ): Pieces<Running> {
    const { stream, steps = data.steps, keeps = "all" } = options;
    const batch = layOutWords(lengths);
    const running = { data, rows, lengths, steps, batch, words: countWords(batch), keeps, stream };
    this.#running = running;
    const readsVectors = data.ids === undefined || !this.#readsIds;
    if (this.#areas.reserve(running, { readsVectors })) this.#leftSums = false;
    // A pass back writes errors over them.
    if (keeps === "all" || !this.#leftSums) this.#env.distinctCount = 0;
    this.#leftSums = keeps === "last";
    this.#writeInput(running);
    for (const stage of this.#stages) yield* stage.forward(running) ?? [];
    return running;
  }

  /** Runs the stages after the last recurrent layer on its states after the first `lengths` words. */
  #runAfterRecurrent({ batch, words }: Running, lengths: Int32Array): void {
    const { output } = this.#layers[this.#layers.findLastIndex(({ cell }) => cell !== undefined)];
    const [stage] = this.#lastRecurrent;
    const { address, step } = stage.states();
    const { floats } = this.#memory;
    const { units } = stage.shape;
    batch.order.forEach((row, n) => {
      const to = (output.values + n * output.step) / 4;
      if (lengths[row] === 0) floats.fill(0, to, to + units);
      const t = batch.steps - batch.lengths[n] + lengths[row] - 1;
      if (lengths[row] === 0) return;
      const from = (address + (batch.starts[t] + n) * step) / 4;
      floats.copyWithin(to, from, from + units);
    });
    const pass: Pass = { batch, words, keeps: "last", stream: undefined };
    for (const next of this.#stages.slice(this.#afterRecurrent)) {
      const pieces = next.forward(pass);
      if (pieces) finish(pieces);
    }
  }

  #writeInput({ data, rows, batch }: Running): void {
    const { ids, vectors, offsets, features } = data;
    const [input] = this.#flows;
    const { integers, floats } = this.#memory;
    integers.set(batch.live, this.#env.live / 4);
    integers.set(batch.starts, this.#env.starts / 4);
    this.#env.oneHot = ids !== undefined;
    const idsAt = this.#env.ids / 4;
    const expands = ids !== undefined && !this.#readsIds;
    if (expands) this.#memory.fill(input.values, countWords(batch) * input.step);
    const { order, lengths, starts, steps } = batch;
    for (let n = 0; n < batch.rows; n++) {
      let from = offsets[rows[order[n]]];
      for (let t = steps - lengths[n]; t < steps; t++, from++) {
        const word = starts[t] + n;
        const at = (input.values + word * input.step) / 4;
        if (ids !== undefined) integers[idsAt + word] = ids[from];
        if (ids !== undefined && expands) floats[at + ids[from]] = 1;
        if (vectors === undefined) continue;
        floats.set(vectors.subarray(from * features, (from + 1) * features), at);
      }
    }
  }

  /** Whether the first layer reads ids by itself. */
  get #readsIds(): boolean {
    const [{ placed, cell }] = this.#layers;
    return placed.layer.kind === "embedding" || cell !== undefined;
  }

  #readLogits(logits: Float64Array): void {
    const output = this.#flows[this.#flows.length - 1];
    const { floats } = this.#memory;
    this.#running?.batch.order.forEach((row, n) => {
      const from = (output.values + n * output.step) / 4;
      for (let k = 0; k < output.width; k++) logits[row * output.width + k] = floats[from + k];
    });
  }

  #writeErrors(errors: Float64Array, batch: WordBatch): void {
    const output = this.#flows[this.#flows.length - 1];
    const { floats } = this.#memory;
    batch.order.forEach((row, n) => {
      const to = (output.errors + n * output.step) / 4;
      for (let k = 0; k < output.width; k++) floats[to + k] = errors[row * output.width + k];
    });
  }

  /** Has the last recurrent stages keep the errors of their states; where. */
  #keepStateErrors(words: number): number[] {
    return this.#lastRecurrent.map((stage) => {
      const address = this.#memory.place(words * stage.shape.gateBytes);
      stage.keepStateErrors(address);
      return address;
    });
  }
}

/** Whether masked steps count as they are: a maximum without regard to the mask, straight over embeddings. */
function readsMasked({ layers }: Plan): boolean {
  const recurs = layers.some((layer) => functionsOf(layer).gives === "stepsOrLast");
  return !recurs && layers.some((layer) => layer.kind === "globalMaxPooling1d" && layer.ignoreMask);
}
