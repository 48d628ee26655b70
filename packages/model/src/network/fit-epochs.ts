import { EventLoopTurns, now } from "@rnn/tensor/event-loop";
import { RandomStream } from "@rnn/tensor/random-stream";
import type { EngineSession } from "../engine/engine.ts";
import type { Pieces } from "../engine/pieces.ts";
import type { Loss } from "../losses/loss.ts";
import type { AbortSignalLike } from "../platform/abort-signal-like.ts";
import { BatchTrainer } from "./batch-trainer.ts";
import { batches } from "./batches.ts";
import type { BatchEnd, EpochEnd } from "./history.ts";
import { NotFiniteError } from "./not-finite-error.ts";
import type { Position } from "./position.ts";
import { RunningEpoch } from "./running-epoch.ts";
import type { Labelled } from "./sequences.ts";
import { Validator } from "./validator.ts";

/** What a run reports to its caller between two batches. */
export interface Progress {
  readonly position: Position;
  /** The epoch that has just ended; undefined within one. */
  readonly ended: EpochEnd | undefined;
}

/** The options of one run, nothing left open. */
export interface FitRun {
  /** The loss that is trained on. */
  readonly loss: Loss;
  /** The loss of validation data. */
  readonly validationLoss: Loss;
  readonly batchSize: number;
  readonly outputs: number;
  readonly epochs: number;
  /** The seed of what layers draw for a batch; both are counted from 1. */
  readonly noiseOf: (epoch: number, batch: number) => readonly number[];
  /** Where the run starts. */
  readonly from: Position;
  /** How often progress is reported within an epoch, in milliseconds. */
  readonly progressEveryMs: number;
  readonly training: Labelled;
  readonly validation: Labelled | undefined;
  readonly onBatchEnd: ((event: BatchEnd) => void) | undefined;
  readonly signal: AbortSignalLike | undefined;
}

/**
 * Mini-batch training: for each epoch a new order, for each batch the loss, its gradient and one step; then
 * the validation loss. Reports to its caller, which keeps the weights, each finished epoch, progress within
 * long ones, and the point at which it was aborted.
 */
export async function* fitEpochs(
  session: EngineSession,
  run: FitRun,
): AsyncGenerator<Progress, void> {
  const { epochs, from, validation } = run;
  const random = new RandomStream();
  random.setState(from.random);
  const trainer = new BatchTrainer(session, run);
  const validator =
    validation && new Validator(session, run.validationLoss, validation, run.outputs);
  const turns = new EventLoopTurns();
  for (let epoch = from.epoch + 1; epoch <= epochs; epoch++) {
    const begun = epoch === from.epoch + 1 ? from : undefined;
    const running = new RunningEpoch(epoch, random.getState(), begun);
    yield* trainEpoch(trainer, running, random, run, turns);
    const trainingMs = running.trainingMs;
    const validated = now();
    if (validator) yield* validate(session, validator, running, run.signal, turns);
    const ended = {
      epoch,
      epochs,
      loss: running.meanLoss,
      ...(validator?.result(epoch) ?? { valLoss: undefined, valAccuracy: undefined }),
      trainingMs,
      validationMs: now() - validated,
    };
    const position = { epoch, batch: 0, lossSum: 0, trainingMs: 0, random: random.getState() };
    yield { position, ended };
    await turns.next();
  }
}

/** Trains on the batches of an epoch that are not done yet. */
async function* trainEpoch(
  trainer: BatchTrainer,
  running: RunningEpoch,
  random: RandomStream,
  { batchSize, progressEveryMs, noiseOf, onBatchEnd, signal }: FitRun,
  turns: EventLoopTurns,
): AsyncGenerator<Progress, void> {
  const { count } = trainer;
  const batchCount = Math.ceil(count / batchSize);
  let reported = now();
  for (const rows of batches(count, batchSize, random, running.batch)) {
    if (signal?.aborted) yield* leave(running, signal);
    if (now() - reported >= progressEveryMs) {
      yield { position: running.position(), ended: undefined };
      reported = now();
    }
    const { epoch } = running;
    const loss = await inTurns(trainer.forward(rows, noiseOf(epoch, running.batch + 1)), turns);
    if (!Number.isFinite(loss)) throw new NotFiniteError("fit", loss, epoch, running.batch + 1);
    await inTurns(trainer.descend(), turns);
    running.add(loss);
    const samples = Math.min(running.batch * batchSize, count);
    onBatchEnd?.({ epoch, batch: running.batch, batches: batchCount, loss, samples });
    if (turns.due) await turns.next();
  }
}

/** Does work piece by piece, and gives the event loop a turn between two when it is due. */
async function inTurns<T>(pieces: Pieces<T>, turns: EventLoopTurns): Promise<T> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    if (turns.due) await turns.next();
  }
}

/** Runs the validation sequences, a group at a time, by the averages of the weights where there are any. */
async function* validate(
  session: EngineSession,
  validator: Validator,
  running: RunningEpoch,
  signal: AbortSignalLike | undefined,
  turns: EventLoopTurns,
): AsyncGenerator<Progress, void> {
  session.exchangeAverages?.();
  for (validator.restart(); !validator.done; validator.runGroup()) {
    if (turns.due) await turns.next();
    if (!signal?.aborted) continue;
    session.exchangeAverages?.();
    yield* leave(running, signal);
  }
  session.exchangeAverages?.();
  // The loss over all of them, in one go, is the next turn's.
  await turns.next();
}

/** Reports where the run is left, and leaves it. */
function* leave(running: RunningEpoch, signal: AbortSignalLike): Generator<Progress, void> {
  yield { position: running.position(), ended: undefined };
  signal.throwIfAborted();
}
