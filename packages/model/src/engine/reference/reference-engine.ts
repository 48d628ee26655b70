/**
 * The layers' own functions in float64: the definition of correct that every other engine is checked
 * against.
 */
import { Tensor } from "@rnn/tensor";
import { RandomStream } from "@rnn/tensor/random-stream";
import { type Batch, lengthOf } from "../../layers/batch.ts";
import { functionsOf } from "../../layers/layer.ts";
import type { Arrays } from "../../layers/parameter.ts";
import type { Vectors } from "../../layers/vectors.ts";
import {
  mapParameters,
  type ParameterRow,
  type Parameters,
  parameterTable,
} from "../../network/parameter-table.ts";
import { lastRecurrent, outputsOf, type PlacedLayer, placeLayers } from "../../network/plan.ts";
import type { Sequences } from "../../network/sequences.ts";
import { OptimizerRun } from "../../optimizers/optimizer-run.ts";
import { allocate } from "../../platform/allocate.ts";
import type { Engine, InspectableSession, SessionOptions } from "../engine.ts";
import { BatchInput } from "./batch-input.ts";
import { PlanWalk, vectorAfter } from "./plan-walk.ts";

/** The reference engine: float64, no sharing, no approximation. */
export const referenceEngine = {
  open: (options: SessionOptions): InspectableSession => new ReferenceSession(options),
} satisfies Engine;

class ReferenceSession implements InspectableSession {
  readonly #options: SessionOptions;
  readonly #table: readonly ParameterRow[];
  readonly #outputs: number;
  readonly #weights: Record<string, Float64Array>;
  readonly #gradients: Record<string, Float64Array>;
  readonly #placed: readonly PlacedLayer[];
  readonly #walk: PlanWalk;
  readonly #optimizer: OptimizerRun;
  readonly #input = new BatchInput();
  #batch: Batch | undefined;

  constructor(options: SessionOptions) {
    const { plan, parameters } = options;
    this.#options = options;
    this.#table = parameterTable(plan);
    this.#outputs = outputsOf(plan);
    this.#weights = mapParameters(this.#table, ({ key }) =>
      Float64Array.from(parameters[key].contiguous().data),
    );
    this.#gradients = mapParameters(this.#table, ({ key }) => {
      return new Float64Array(this.#weights[key].length);
    });
    this.#optimizer = new OptimizerRun(options.optimizer, this.#table, options.optimizerState);
    this.#placed = placeLayers(plan);
    this.#walk = new PlanWalk(
      this.#placed.map((placed, index) => ({
        placed,
        weights: this.#ofLayer(this.#weights, index),
        gradients: this.#ofLayer(this.#gradients, index),
      })),
    );
  }

  load(sequences: Sequences): Sequences {
    return sequences;
  }

  forward(
    data: Sequences,
    rows: Int32Array,
    logits: Float64Array,
    noise?: readonly number[],
  ): void {
    const { batchSize } = this.#options;
    const random = this.#placed.some(({ layer }) => functionsOf(layer).draws) ? noise : undefined;
    allocate("reference engine", `batchSize ${batchSize} and x of ${data.steps} steps`, () => {
      const batch = this.#read(data, rows);
      const stream = random && new RandomStream(random);
      this.#write(this.#walk.forward(batch, this.#input, stream), rows.length, logits);
      this.#batch = batch;
    });
  }

  backward(errors: Float64Array, stateErrors?: Float64Array): void {
    const batch = this.#batch;
    if (batch === undefined) throw new Error("backward: expected a forward pass before it.");
    for (const { key } of this.#table) this.#gradients[key].fill(0);
    const lastError = this.#walk.error(this.#placed.length - 1, batch);
    for (let n = 0; n < batch.rows; n++) {
      const vector = lastError.at(0, n);
      for (let k = 0; k < this.#outputs; k++) vector[k] = errors[n * this.#outputs + k];
    }
    if (stateErrors === undefined) {
      this.#walk.backward(batch, this.#input);
      return;
    }
    const layer = lastRecurrent(this.#placed);
    const vectors = this.#walk.stateErrors(layer, batch);
    vectors.clear();
    this.#walk.backward(batch, this.#input, { layer, stateErrors: vectors });
    const { width } = vectors;
    for (let n = 0; n < batch.rows; n++) {
      for (let t = 0; t < batch.steps; t++) {
        stateErrors.set(vectors.at(t, n), (n * batch.steps + t) * width);
      }
    }
  }

  update(): void {
    this.#optimizer.step(this.#weights, this.#gradients);
  }

  exchangeAverages(): void {
    this.#optimizer.exchangeAverages(this.#weights);
  }

  logits(data: Sequences, start: number, into: Float64Array): number {
    const rows = this.#group(data, start);
    const end = start + rows.length;
    this.forward(data, rows, into.subarray(start * this.#outputs, end * this.#outputs));
    this.#batch = undefined;
    return end;
  }

  logitsPerStep(data: Sequences, start: number, into: Float64Array): number {
    const rows = this.#group(data, start);
    const batch = this.#read(data, rows);
    const ending = this.#placed.findIndex((layer) => layer.readsSteps && !layer.givesSteps);
    const inOnePass = this.#placed.every(({ layer }) => functionsOf(layer).causal);
    const states = inOnePass && this.#walk.forwardEveryStep(ending, batch, this.#input);
    const logits = new Float64Array(rows.length * this.#outputs);
    for (let t = 0; t < data.steps; t++) {
      const output = states
        ? this.#walk.forwardVectors(ending, batch, {
            at: (_, n) => vectorAfter(states, batch, t, n),
          })
        : this.#walk.forward({ ...batch, steps: Math.min(t + 1, batch.steps) }, this.#input);
      this.#write(output, rows.length, logits);
      for (let n = 0; n < rows.length; n++) {
        const from = n * this.#outputs;
        into.set(
          logits.subarray(from, from + this.#outputs),
          ((start + n) * data.steps + t) * this.#outputs,
        );
      }
    }
    this.#batch = undefined;
    return start + rows.length;
  }

  states(data: Sequences, start: number, into: Float64Array): number {
    const rows = this.#group(data, start);
    const batch = this.#read(data, rows);
    const layer = lastRecurrent(this.#placed);
    const states = this.#walk.forwardEveryStep(layer, batch, this.#input);
    // Padding that is masked would hand the state on; both directions hand on zeros there.
    const handsOn = functionsOf(this.#placed[layer].layer).causal;
    for (let n = 0; n < rows.length; n++) {
      for (let t = 0; t < data.steps; t++) {
        const place = ((start + n) * data.steps + t) * states.width;
        if (!handsOn && t >= lengthOf(batch, n)) into.fill(0, place, place + states.width);
        else into.set(vectorAfter(states, batch, t, n), place);
      }
    }
    this.#batch = undefined;
    return start + rows.length;
  }

  parameters(): Parameters {
    return this.#tensors(this.#weights);
  }

  gradients(): Parameters {
    return this.#tensors(this.#gradients);
  }

  optimizerState(): Parameters {
    return this.#optimizer.state();
  }

  /** Lays a batch out for the layers. */
  #read(data: Sequences, rows: Int32Array): Batch {
    this.#input.read(data, rows);
    const batch = {
      rows: rows.length,
      steps: this.#input.steps,
      lengths: this.#input.lengths,
      mask: undefined,
    };
    return this.#walk.maskBatch(batch, this.#input);
  }

  #write(output: Vectors, rows: number, logits: Float64Array): void {
    for (let n = 0; n < rows; n++) logits.set(output.at(0, n), n * this.#outputs);
  }

  /** The next `batchSize` rows. */
  #group({ count }: Sequences, start: number): Int32Array {
    const length = Math.min(this.#options.batchSize, count - start);
    return Int32Array.from({ length }, (_, n) => start + n);
  }

  #ofLayer(arrays: Record<string, Float64Array>, index: number): Arrays {
    const rows = this.#table.filter(({ layer }) => layer === index);
    return Object.fromEntries(rows.map(({ name, key }) => [name, arrays[key]]));
  }

  #tensors(arrays: Record<string, Float64Array>): Parameters {
    return mapParameters(this.#table, ({ key, shape }) => {
      return new Tensor(arrays[key].slice(), "float64", shape);
    });
  }
}
