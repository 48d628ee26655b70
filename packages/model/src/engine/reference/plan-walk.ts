/** Walks a plan's layers forward and back over a batch, and keeps each layer's vectors between the two. */
import type { RandomStream } from "@rnn/tensor/random-stream";
import { type Batch, lengthOf } from "../../layers/batch.ts";
import { functionsOf } from "../../layers/layer.ts";
import type { Arrays } from "../../layers/parameter.ts";
import { type InputVectors, VectorStore, type Vectors } from "../../layers/vectors.ts";
import type { PlacedLayer } from "../../network/plan.ts";

/** A layer with its parameters and their gradients. */
export interface WeightedLayer {
  readonly placed: PlacedLayer;
  readonly weights: Arrays;
  readonly gradients: Arrays;
}

interface LayerState extends WeightedLayer {
  /** The layer's own vectors. */
  readonly store: VectorStore;
  /** What is between it and the next: its output and the error of it. */
  readonly between: VectorStore;
}

/** The layers of a session. */
export class PlanWalk {
  readonly #layers: readonly LayerState[];
  readonly #last: number;

  constructor(layers: readonly WeightedLayer[]) {
    this.#layers = layers.map((layer) => ({
      ...layer,
      store: new VectorStore(),
      between: new VectorStore(),
    }));
    this.#last = layers.length - 1;
  }

  /** The batch with the mask that the first layer makes of it. */
  maskBatch(batch: Batch, input: InputVectors): Batch {
    const { layer } = this.#layers[0].placed;
    return { ...batch, mask: functionsOf(layer).makeMask?.(layer, batch, input) };
  }

  /** The outputs of the last layer, one vector a row. */
  forward(batch: Batch, input: InputVectors, random?: RandomStream): Vectors {
    this.#layers.forEach((_, index) => this.#runLayer(index, batch, input, random));
    return this.output(this.#last, batch);
  }

  /**
   * Runs the layers until one, with its outputs for every step.
   * @returns these: a vector for each step that a row has
   */
  forwardEveryStep(until: number, batch: Batch, input: InputVectors): Vectors {
    const { placed, weights, store } = this.#layers[until];
    for (let index = 0; index < until; index++) this.#runLayer(index, batch, input, undefined);
    const output = this.#everyStep(until, batch);
    functionsOf(placed.layer).forward(placed.layer, {
      batch,
      input: this.#inputOf(until, batch, input),
      output,
      everyStep: true,
      weights,
      store,
      random: undefined,
    });
    return output;
  }

  /** Runs the layers after one, which read one vector a row, on other vectors than that one's. */
  forwardVectors(after: number, batch: Batch, vectors: InputVectors): Vectors {
    for (let index = after + 1; index <= this.#last; index++) {
      const input = index === after + 1 ? vectors : this.output(index - 1, batch);
      this.#runLayerOn(index, batch, input, undefined);
    }
    return this.output(this.#last, batch);
  }

  /**
   * Adds to the gradients. The error of the last layer's output is there to be written before: `error`.
   * @param errorsOf where given, a recurrent layer and where to write the errors of its states
   */
  backward(
    batch: Batch,
    input: InputVectors,
    errorsOf?: { layer: number; stateErrors: Vectors },
  ): void {
    for (let index = this.#last; index >= 0; index--) {
      const { placed, weights, gradients, store } = this.#layers[index];
      const inputError = index > 0 ? this.error(index - 1, batch) : undefined;
      inputError?.clear();
      functionsOf(placed.layer).backward(placed.layer, {
        batch,
        input: this.#inputOf(index, batch, input),
        output: this.output(index, batch),
        everyStep: placed.givesSteps,
        weights,
        store,
        random: undefined,
        outputError: this.error(index, batch),
        inputError,
        gradients,
        stateErrors: index === errorsOf?.layer ? errorsOf.stateErrors : undefined,
      });
    }
  }

  /** What a layer hands to the next. */
  output(index: number, { rows, steps }: Batch): Vectors {
    const { between, placed } = this.#layers[index];
    return between.get("output", placed.givesSteps ? steps : 1, rows, placed.outputWidth);
  }

  /** The error of it. */
  error(index: number, { rows, steps }: Batch): Vectors {
    const { between, placed } = this.#layers[index];
    return between.get("error", placed.givesSteps ? steps : 1, rows, placed.outputWidth);
  }

  /** The errors of a layer's states. */
  stateErrors(index: number, { rows, steps }: Batch): Vectors {
    const { between, placed } = this.#layers[index];
    return between.get("stateErrors", steps, rows, placed.outputWidth);
  }

  /** The outputs of a layer that hands on its last alone, for every step. */
  #everyStep(index: number, { rows, steps }: Batch): Vectors {
    const { between, placed } = this.#layers[index];
    return between.get("everyStep", steps, rows, placed.outputWidth);
  }

  #inputOf(index: number, batch: Batch, input: InputVectors): InputVectors {
    return index > 0 ? this.output(index - 1, batch) : input;
  }

  #runLayer(index: number, batch: Batch, input: InputVectors, random?: RandomStream): void {
    this.#runLayerOn(index, batch, this.#inputOf(index, batch, input), random);
  }

  #runLayerOn(
    index: number,
    batch: Batch,
    input: InputVectors,
    random: RandomStream | undefined,
  ): void {
    const { placed, weights, store } = this.#layers[index];
    const output = this.output(index, batch);
    const everyStep = placed.givesSteps;
    const pass = { batch, input, output, everyStep, weights, store, random };
    functionsOf(placed.layer).forward(placed.layer, pass);
  }
}

/** A row's vector after a step: of a row that has ended its last, of one without any step zeros. */
export function vectorAfter(
  vectors: Vectors,
  batch: Batch,
  step: number,
  row: number,
): Float64Array {
  const last = Math.min(step, lengthOf(batch, row) - 1);
  return last < 0 ? new Float64Array(vectors.width) : vectors.at(last, row);
}
