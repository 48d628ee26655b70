import type { EngineData, EngineSession } from "../engine/engine.ts";
import type { Loss } from "../losses/loss.ts";
import type { EpochEnd } from "./history.ts";
import { NotFiniteError } from "./not-finite-error.ts";
import type { Labelled } from "./sequences.ts";

/** Scores a session on validation data, a group of sequences at a time. */
export class Validator {
  readonly #session: EngineSession;
  readonly #loss: Loss;
  readonly #data: EngineData;
  readonly #labels: Float64Array;
  readonly #logits: Float64Array;
  #next = 0;

  constructor(session: EngineSession, loss: Loss, validation: Labelled, outputs: number) {
    this.#session = session;
    this.#loss = loss;
    this.#data = session.load(validation.sequences);
    this.#labels = validation.labels;
    this.#logits = new Float64Array(this.#data.count * outputs);
  }

  restart(): void {
    this.#next = 0;
  }

  get done(): boolean {
    return this.#next >= this.#data.count;
  }

  runGroup(): void {
    this.#next = this.#session.logits(this.#data, this.#next, this.#logits);
  }

  /** @throws NotFiniteError where the loss is not finite */
  result(epoch: number): Pick<EpochEnd, "valLoss" | "valAccuracy"> {
    const valLoss = this.#loss.mean(this.#logits, this.#labels);
    if (!Number.isFinite(valLoss)) throw new NotFiniteError("fit", valLoss, epoch, undefined);
    return { valLoss, valAccuracy: this.#loss.accuracy(this.#logits, this.#labels) };
  }
}
