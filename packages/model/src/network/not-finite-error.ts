/** How an error of another copy of this package is recognised. */
const marker = Symbol.for("@rnn/model.NotFiniteError");

/**
 * Training met a loss that is NaN or infinite. The network keeps the weights of the last whole epoch.
 * `instanceof` also recognises the errors of another installed copy of this package.
 */
export class NotFiniteError extends Error {
  override readonly name = "NotFiniteError";
  readonly code = "ERR_RNN_LOSS_NOT_FINITE";
  /** The epoch, counted from 1. */
  readonly epoch: number;
  /** The batch, counted from 1; undefined where it was the validation loss. */
  readonly batch: number | undefined;

  constructor(caller: string, loss: number, epoch: number, batch: number | undefined) {
    super(
      `${caller}: expected a finite loss, got ${loss} ` +
        `(epoch ${epoch}, ${batch === undefined ? "validation" : `batch ${batch}`}). ` +
        "Look for NaN in the input, or lower the learning rate.",
    );
    this.epoch = epoch;
    this.batch = batch;
  }

  get [marker](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && marker in value;
  }
}
