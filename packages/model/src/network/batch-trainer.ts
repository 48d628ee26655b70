import type { EngineData, EngineSession } from "../engine/engine.ts";
import type { Pieces } from "../engine/pieces.ts";
import type { Loss } from "../losses/loss.ts";
import type { Labelled } from "./sequences.ts";

/** Trains a session on batches of the data. Its buffers serve every batch. */
export class BatchTrainer {
  readonly #session: EngineSession;
  readonly #loss: Loss;
  readonly #outputs: number;
  readonly #data: EngineData;
  readonly #allLabels: Float64Array;
  readonly #allWeights: Float64Array | undefined;
  readonly #logits: Float64Array;
  readonly #labels: Float64Array;
  readonly #weights: Float64Array | undefined;
  readonly #errors: Float64Array;
  /** Rows of the batch. */
  #rows = 0;

  constructor(
    session: EngineSession,
    given: { loss: Loss; batchSize: number; outputs: number; training: Labelled },
  ) {
    this.#session = session;
    this.#loss = given.loss;
    this.#outputs = given.outputs;
    this.#data = session.load(given.training.sequences);
    this.#allLabels = given.training.labels;
    this.#allWeights = given.training.weights;
    const rows = Math.min(given.batchSize, this.#data.count);
    this.#labels = new Float64Array(rows);
    this.#weights = this.#allWeights && new Float64Array(rows);
    this.#logits = new Float64Array(rows * given.outputs);
    this.#errors = new Float64Array(rows * given.outputs);
  }

  /** Sequences of the data. */
  get count(): number {
    return this.#data.count;
  }

  /** The mean loss of the rows. @param noise the seed of what layers draw for them */
  *forward(rows: Int32Array, noise: readonly number[]): Pieces<number> {
    for (let n = 0; n < rows.length; n++) this.#labels[n] = this.#allLabels[rows[n]];
    if (this.#weights && this.#allWeights) {
      for (let n = 0; n < rows.length; n++) this.#weights[n] = this.#allWeights[rows[n]];
    }
    this.#rows = rows.length;
    const session = this.#session;
    if (session.forwardInPieces) {
      yield* session.forwardInPieces(this.#data, rows, this.#logits, noise);
    } else {
      session.forward(this.#data, rows, this.#logits, noise);
    }
    return this.#loss.mean(this.#logits, this.#labels.subarray(0, rows.length), this.#weights);
  }

  /** One step along the gradient of that loss. */
  *descend(): Pieces {
    const labels = this.#labels.subarray(0, this.#rows);
    const errors = this.#errors.subarray(0, this.#rows * this.#outputs);
    this.#loss.writeErrors(this.#logits, labels, errors, this.#weights);
    const session = this.#session;
    if (session.backwardInPieces) yield* session.backwardInPieces(errors);
    else session.backward(errors);
    session.update();
  }
}
