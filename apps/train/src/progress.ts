import type { BatchEnd, EpochEnd } from "@rnn/model";
import cliProgress from "cli-progress";
import type { Output } from "./streams.ts";

/** Follows a training run for the reader's eyes. */
export interface Progress {
  batchEnd(event: BatchEnd): void;
  epochEnd(event: EpochEnd): void;
  /** Leaves the line, finished or not. */
  stop(): void;
}

/** What a progress needs to know of the run. */
export interface RunLength {
  readonly epochs: number;
  /** Training reviews in an epoch. */
  readonly samples: number;
  /** Reviews that were behind it when it was gone on with. */
  readonly done: number;
}

/** A bar on a terminal, a line an epoch elsewhere, nothing where `quiet`. */
export function showProgress(output: Output, run: RunLength, quiet: boolean): Progress {
  if (quiet) return { batchEnd() {}, epochEnd() {}, stop() {} };
  return output.isTTY ? progressBar(output, run) : progressLines(output, run);
}

function progressLines(output: Output, { epochs, samples, done: before }: RunLength): Progress {
  const clock = new RunClock(epochs * samples, before);
  return {
    batchEnd() {},
    epochEnd({ epoch, loss, valLoss, trainingMs }) {
      const speed = `${perSecond(samples, trainingMs)} samples/s`;
      const left = epoch < epochs ? `${clock.remaining(epoch * samples)} left` : "done";
      output.write(`epoch ${epoch}/${epochs}: ${losses(loss, valLoss)}, ${speed}, ${left}\n`);
    },
    stop() {},
  };
}

/** So narrow that the line fits 80 columns. */
const barWidth = 16;

function progressBar(output: Output, { epochs, samples, done: before }: RunLength): Progress {
  const total = epochs * samples;
  const clock = new RunClock(total, before);
  let epoch = 1;
  let done = before;
  let lossSum = 0;
  let shownLoss = NaN;
  let shownValLoss: number | undefined;
  const bar = new cliProgress.SingleBar({
    stream: output,
    linewrap: true,
    clearOnComplete: false,
    format(_options, { progress }) {
      const filled = Math.round(progress * barWidth);
      const drawn = "=".repeat(filled) + "-".repeat(barWidth - filled);
      const figures = [
        ...(Number.isNaN(shownLoss) ? [] : [` loss ${shownLoss.toFixed(4)}`]),
        ...(shownValLoss === undefined ? [] : [` val ${shownValLoss.toFixed(4)}`]),
      ].join("");
      const pace = `${perSecond(done - before, clock.elapsedMs)}/s ${clock.remaining(done)} left`;
      return `epoch ${epoch}/${epochs} [${drawn}]${figures} ${pace}`;
    },
  });
  bar.start(total, before);
  return {
    batchEnd(event) {
      if (event.batch === 1) lossSum = 0;
      lossSum += event.loss;
      epoch = event.epoch;
      done = (event.epoch - 1) * samples + event.samples;
      shownLoss = lossSum / event.batch;
      bar.update(done);
    },
    epochEnd(event) {
      shownValLoss = event.valLoss;
    },
    stop() {
      bar.stop();
    },
  };
}

function losses(loss: number, valLoss: number | undefined): string {
  const validation = valLoss === undefined ? "" : `, validation loss ${valLoss.toFixed(4)}`;
  return `loss ${loss.toFixed(4)}${validation}`;
}

function perSecond(count: number, ms: number): string {
  return Math.round((count * 1000) / Math.max(ms, 1)).toLocaleString("en-US");
}

/** Foretells the rest of a run from the pace so far. */
class RunClock {
  readonly #total: number;
  readonly #before: number;
  readonly #started = performance.now();

  constructor(total: number, before: number) {
    this.#total = total;
    this.#before = before;
  }

  get elapsedMs(): number {
    return performance.now() - this.#started;
  }

  remaining(done: number): string {
    if (done === this.#before) return "?";
    const pace = this.elapsedMs / (done - this.#before);
    const seconds = Math.round(pace * (this.#total - done) * 1e-3);
    const minutes = Math.floor(seconds / 60);
    return minutes === 0 ? `${seconds}s` : `${minutes}m${String(seconds % 60).padStart(2, "0")}s`;
  }
}
