/**
 * The layers' own functions in float64: the definition of correct that every other engine is checked
 * against. A session walks the plan forward and back and keeps each layer's vectors.
 */
import { Tensor } from "@rnn/tensor";
import { functionsOf } from "../../layers/layer.ts";
import type { Batch } from "../../layers/layer-functions.ts";
import type { Arrays } from "../../layers/parameter.ts";
import { VectorStore, type Vectors } from "../../layers/vectors.ts";
import {
  mapParameters,
  type ParameterRow,
  type Parameters,
  parameterTable,
} from "../../network/parameter-table.ts";
import { outputsOf, type PlacedLayer, placeLayers } from "../../network/plan.ts";
import type { Sequences } from "../../network/sequences.ts";
import { stepParameter } from "../../optimizers/optimizer.ts";
import { allocate } from "../../platform/allocate.ts";
import type { Engine, EngineSession, SessionOptions } from "../engine.ts";
import { BatchInput } from "./batch-input.ts";

/** The reference engine: float64, no sharing, no approximation. */
export const referenceEngine: Engine = {
  open: (options) => new ReferenceSession(options),
};

/** A layer with its parameters and vectors. */
interface LayerState {
  readonly placed: PlacedLayer;
  readonly weights: Arrays;
  readonly gradients: Arrays;
  /** The layer's own. */
  readonly store: VectorStore;
  /** What is between it and the next: its output and the error of it. */
  readonly between: VectorStore;
}

class ReferenceSession implements EngineSession {
  readonly #options: SessionOptions;
  readonly #table: readonly ParameterRow[];
  readonly #outputs: number;
  readonly #weights: Record<string, Float64Array>;
  readonly #gradients: Record<string, Float64Array>;
  readonly #layers: readonly LayerState[];
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
    this.#layers = placeLayers(plan).map((placed, index) => ({
      placed,
      weights: this.#ofLayer(this.#weights, index),
      gradients: this.#ofLayer(this.#gradients, index),
      store: new VectorStore(),
      between: new VectorStore(),
    }));
  }

  load(sequences: Sequences): Sequences {
    return sequences;
  }

  forward(data: Sequences, rows: Int32Array, logits: Float64Array): void {
    const { batchSize } = this.#options;
    const batch = { rows: rows.length, steps: data.steps, mask: undefined };
    allocate(`batchSize ${batchSize} and x of ${data.steps} steps`, () =>
      this.#run(data, rows, batch),
    );
    const output = this.#output(this.#layers.length - 1, batch);
    for (let n = 0; n < rows.length; n++) logits.set(output.at(0, n), n * this.#outputs);
    this.#batch = batch;
  }

  backward(errors: Float64Array): void {
    const batch = this.#batch;
    if (batch === undefined) throw new Error("backward: expected a forward pass before it.");
    for (const { key } of this.#table) this.#gradients[key].fill(0);
    const last = this.#layers.length - 1;
    const lastError = this.#error(last, batch);
    for (let n = 0; n < batch.rows; n++) {
      const vector = lastError.at(0, n);
      for (let k = 0; k < this.#outputs; k++) vector[k] = errors[n * this.#outputs + k];
    }
    for (let index = last; index >= 0; index--) {
      const { placed, weights, gradients, store } = this.#layers[index];
      const inputError = index > 0 ? this.#error(index - 1, batch) : undefined;
      inputError?.clear();
      functionsOf(placed.layer).backward(placed.layer, {
        batch,
        input: index > 0 ? this.#output(index - 1, batch) : this.#input,
        output: this.#output(index, batch),
        everyStep: placed.givesSteps,
        weights,
        store,
        outputError: this.#error(index, batch),
        inputError,
        gradients,
      });
    }
  }

  update(): void {
    for (const { key } of this.#table) {
      stepParameter(this.#options.optimizer, this.#weights[key], this.#gradients[key]);
    }
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
    const batch = { rows: rows.length, steps: data.steps, mask: undefined };
    const ending = this.#layers.findIndex(({ placed }) => placed.readsSteps && !placed.givesSteps);
    const last = this.#layers.length - 1;
    const inOnePass = this.#layers.every(({ placed }) => functionsOf(placed.layer).causal);
    if (inOnePass) this.#run(data, rows, batch, ending);
    for (let t = 0; t < data.steps; t++) {
      if (inOnePass) this.#runVectors(batch, ending, t);
      else this.#run(data, rows, { ...batch, steps: t + 1 });
      const output = this.#output(last, batch);
      for (let n = 0; n < rows.length; n++) {
        into.set(output.at(0, n), ((start + n) * data.steps + t) * this.#outputs);
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
    return {};
  }

  /**
   * Runs all layers.
   * @param ending where given, the layer at which to stop, with its states after every step
   */
  #run(data: Sequences, rows: Int32Array, batch: Batch, ending?: number): void {
    this.#input.read(data, rows);
    this.#layers
      .slice(0, ending === undefined ? undefined : ending + 1)
      .forEach(({ placed, weights, store }, index) => {
        const perStep = index === ending;
        functionsOf(placed.layer).forward(placed.layer, {
          batch,
          input: index > 0 ? this.#output(index - 1, batch) : this.#input,
          output: perStep ? this.#perStep(index, batch) : this.#output(index, batch),
          everyStep: perStep || placed.givesSteps,
          weights,
          store,
        });
      });
  }

  /** Runs the layers after `ending`, which read one vector a row, on its state after a step. */
  #runVectors(batch: Batch, ending: number, t: number): void {
    const states = this.#perStep(ending, batch);
    this.#layers.slice(ending + 1).forEach(({ placed, weights, store }, i) => {
      const index = ending + 1 + i;
      functionsOf(placed.layer).forward(placed.layer, {
        batch,
        input: i > 0 ? this.#output(index - 1, batch) : { at: (_, n) => states.at(t, n) },
        output: this.#output(index, batch),
        everyStep: placed.givesSteps,
        weights,
        store,
      });
    });
  }

  /** The states of the layer that ends the sequences, after every step. */
  #perStep(index: number, { rows, steps }: Batch): Vectors {
    const { between, placed } = this.#layers[index];
    return between.get("perStep", steps, rows, placed.outputWidth);
  }

  /** What a layer hands to the next. */
  #output(index: number, { rows, steps }: Batch): Vectors {
    const { between, placed } = this.#layers[index];
    return between.get("output", placed.givesSteps ? steps : 1, rows, placed.outputWidth);
  }

  /** The error of it. */
  #error(index: number, { rows, steps }: Batch): Vectors {
    const { between, placed } = this.#layers[index];
    return between.get("error", placed.givesSteps ? steps : 1, rows, placed.outputWidth);
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
