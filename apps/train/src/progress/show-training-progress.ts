import type { BatchEnd, EpochEnd } from "@rnn/model";
import cliProgress from "cli-progress";
import type { Output } from "../streams.ts";
import { formatDuration } from "./format-duration.ts";
import { RemainingTime, type RunLength } from "./remaining-time.ts";

/** Follows a training run for the reader's eyes. */
export interface TrainingProgress {
  batchEnd(event: BatchEnd): void;
  epochEnd(event: EpochEnd): void;
  /** Leaves the line, finished or not. */
  stop(): void;
}

/** A run that is shown. */
export interface ShownRun extends RunLength {
  /** How to make it shorter, said once where hours are left; default nothing. */
  readonly advice?: string;
}

/** A bar on a terminal, a line an epoch elsewhere, nothing where `quiet`. */
export function showTrainingProgress(
  output: Output,
  run: ShownRun,
  quiet: boolean,
  now: () => number = () => performance.now(),
): TrainingProgress {
  if (quiet) return { batchEnd() {}, epochEnd() {}, stop() {} };
  return output.isTTY ? showBar(output, run, now) : showLines(output, run, now);
}

/** A longer epoch has lines within it. */
const lineEveryMs = 10_000;
/** Longer runs than this are hardly what was meant to be begun. */
const longMs = 3_600_000;

function showLines(output: Output, run: ShownRun, now: () => number): TrainingProgress {
  const { epochs, samples } = run;
  let { advice = "" } = run;
  const remaining = new RemainingTime(run, now);
  let shownAt = now();
  const write = (line: string): void => {
    shownAt = now();
    output.write(`${line}\n`);
  };
  return {
    batchEnd(event) {
      remaining.batchEnd(event);
      if (now() - shownAt < lineEveryMs) return;
      const percent = Math.floor((100 * event.samples) / samples);
      const left = `${formatDuration(remaining.ms)} left`;
      write(`epoch ${event.epoch}/${epochs}: ${percent} % of its texts, ${left}`);
      if (advice === "" || !((remaining.ms ?? 0) > longMs)) return;
      write(advice);
      advice = "";
    },
    epochEnd(event) {
      remaining.epochEnd(event);
      const { epoch, loss, valLoss, trainingMs } = event;
      const speed = `${groupDigits((samples * 1000) / Math.max(trainingMs, 1))} samples/s`;
      const left = epoch < epochs ? `${formatDuration(remaining.ms)} left` : "done";
      write(`epoch ${epoch}/${epochs}: ${formatLosses(loss, valLoss)}, ${speed}, ${left}`);
    },
    stop() {},
  };
}

/** So narrow that the line fits 80 columns. */
const barWidth = 16;

function showBar(output: Output, run: RunLength, now: () => number): TrainingProgress {
  const { epochs, samples, done } = run;
  const remaining = new RemainingTime(run, now);
  let epoch = Math.min(epochs, Math.floor(done / samples) + 1);
  let lossSum = 0;
  let batches = 0;
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
      const speed = remaining.samplesPerSecond;
      const pace = speed === undefined ? "" : ` ${groupDigits(speed)}/s`;
      const left = `${formatDuration(remaining.ms)} left`;
      return `epoch ${epoch}/${epochs} [${drawn}]${figures}${pace} ${left}`;
    },
  });
  bar.start(epochs * samples, done);
  return {
    batchEnd(event) {
      lossSum += event.loss;
      epoch = event.epoch;
      shownLoss = lossSum / ++batches;
      remaining.batchEnd(event);
      bar.update((event.epoch - 1) * samples + event.samples);
    },
    epochEnd(event) {
      shownValLoss = event.valLoss;
      [lossSum, batches] = [0, 0];
      remaining.epochEnd(event);
    },
    stop() {
      bar.stop();
    },
  };
}

function formatLosses(loss: number, valLoss: number | undefined): string {
  const validation = valLoss === undefined ? "" : `, validation loss ${valLoss.toFixed(4)}`;
  return `loss ${loss.toFixed(4)}${validation}`;
}

function groupDigits(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}
