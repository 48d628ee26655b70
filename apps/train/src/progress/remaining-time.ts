import type { BatchEnd, EpochEnd } from "@rnn/model";

/** How much a run has to do. */
export interface RunLength {
  readonly epochs: number;
  /** Training texts in an epoch. */
  readonly samples: number;
  /** Texts that are validated after each epoch. */
  readonly validationSamples: number;
  /** Training texts that it had behind it when it was resumed. */
  readonly done: number;
}

/** Reading a text without learning from it takes about this part of the time: used until the first epoch's end. */
const forwardShare = 1 / 3;

/** How many of the last epochs foretell the next. */
const remembered = 3;

/**
 * Foretells the rest of a run: from the last epochs, validation included; within the first one, from the pace
 * after its first batch, since what comes before it happens only once.
 */
export class RemainingTime {
  readonly #run: RunLength;
  readonly #now: () => number;
  readonly #epochMs: number[] = [];
  #epochs: number;
  #lastSpeed: number | undefined;
  #epochStart: number | undefined;
  /** The first batch seen of this epoch, and the last. */
  #first: { readonly time: number; readonly samples: number } | undefined;
  #last: { readonly time: number; readonly samples: number } | undefined;

  /** @param now the time in milliseconds, from any moment on */
  constructor(run: RunLength, now: () => number) {
    this.#run = run;
    this.#now = now;
    this.#epochs = run.done / run.samples;
  }

  batchEnd({ epoch, samples }: Pick<BatchEnd, "epoch" | "samples">): void {
    this.#last = { time: this.#now(), samples };
    this.#first ??= this.#last;
    this.#epochs = epoch - 1 + samples / this.#run.samples;
  }

  epochEnd({
    epoch,
    trainingMs,
    validationMs,
  }: Pick<EpochEnd, "epoch" | "trainingMs" | "validationMs">): void {
    const time = this.#now();
    const ms = this.#epochStart === undefined ? trainingMs + validationMs : time - this.#epochStart;
    this.#epochMs.push(ms);
    if (this.#epochMs.length > remembered) this.#epochMs.shift();
    this.#epochStart = time;
    this.#epochs = epoch;
    this.#first = undefined;
    this.#lastSpeed = (this.#run.samples * 1000) / Math.max(trainingMs, 1);
  }

  /** Training texts a second in this epoch, or in the last before its second batch; undefined before both. */
  get samplesPerSecond(): number | undefined {
    const pace = this.#msPerSample;
    return pace === undefined ? this.#lastSpeed : 1000 / pace;
  }

  /** Undefined before there is a pace. */
  get ms(): number | undefined {
    const epochMs = this.#epochMs.length > 0 ? mean(this.#epochMs) : this.#firstEpochMs;
    return epochMs === undefined
      ? undefined
      : epochMs * Math.max(0, this.#run.epochs - this.#epochs);
  }

  get #firstEpochMs(): number | undefined {
    const { samples, validationSamples } = this.#run;
    const pace = this.#msPerSample;
    return pace === undefined ? undefined : pace * (samples + forwardShare * validationSamples);
  }

  get #msPerSample(): number | undefined {
    if (this.#first === undefined || this.#last === undefined) return undefined;
    const samples = this.#last.samples - this.#first.samples;
    // A clock may stand still for a batch.
    const ms = Math.max(this.#last.time - this.#first.time, 1e-3);
    return samples > 0 ? ms / samples : undefined;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
