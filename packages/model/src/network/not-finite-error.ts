/** Training met a loss that is NaN or infinite. The network keeps the weights of the last whole epoch. */
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
}
