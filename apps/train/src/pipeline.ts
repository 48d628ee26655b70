import { type Checkpoint, RecurrentNetwork } from "@rnn/model";
import { findTrainingWarnings } from "@rnn/text-classifier";
import { commandName } from "./command-name.ts";
import { imdbTask } from "./imdb-task.ts";
import type { TrainingOptions } from "./options/training-options.ts";
import { showDownloadProgress } from "./progress/show-download-progress.ts";
import { showTrainingProgress } from "./progress/show-training-progress.ts";
import { formatOutcome } from "./report/format-outcome.ts";
import type { Outcome } from "./report/outcome.ts";
import { scoreTask } from "./report/score-task.ts";
import { isImdb } from "./reviews.ts";
import {
  lastCheckpoint,
  removeCheckpoints,
  removeLeftovers,
  writeCheckpoint,
} from "./run/checkpoints.ts";
import { removeConfig, writeConfig } from "./run/config.ts";
import { RunFolder } from "./run/run-folder.ts";
import { train } from "./run/train.ts";
import { writeRun } from "./run/write-run.ts";
import type { Streams } from "./streams.ts";
import { fingerprintOf, type Task } from "./task.ts";
import { textTask } from "./text-task.ts";

/**
 * A run from the data to the score: the chapter, or the same on other data. Where training ends early,
 * what it reached is written and reported all the same, and `resume` goes on from there.
 *
 * @throws what ended training early: the signal's reason, or a NotFiniteError; DatasetError or
 *   LabelledTextError where the data cannot be had
 */
export async function runTraining(
  options: TrainingOptions,
  streams: Streams,
  signal: AbortSignal,
): Promise<Outcome> {
  // First, so that a folder that cannot be written is known before the work.
  const { resume } = options;
  const folder = await (resume === undefined
    ? RunFolder.create(options.out)
    : RunFolder.open(resume, "--resume"));
  try {
    return await runInto(folder, options, streams, signal);
  } finally {
    await folder.discard();
  }
}

async function runInto(
  folder: RunFolder,
  options: TrainingOptions,
  { stdout, stderr }: Streams,
  signal: AbortSignal,
): Promise<Outcome> {
  const started = performance.now();
  const { json, quiet, batchSize, epochs } = options;
  const { nCells, learningRate, bpttSteps, recurrentGradient, seed, engine } = options;
  const print = (text: string) => {
    if (!json) stdout.write(`${text}\n`);
  };
  const warn = (message: string) => stderr.write(`${message}\n`);
  const task = await loadTask(options, { stdout, stderr }, signal);
  const { data } = task;
  const fingerprint = fingerprintOf(data);
  let resume: Checkpoint | undefined;
  if (options.resume !== undefined) {
    await removeLeftovers(folder);
    resume = await lastCheckpoint(folder, fingerprint, warn);
  }
  print(`${task.introduction}\n`);

  const network = new RecurrentNetwork({
    nCells,
    batchSize,
    learningRate,
    bpttSteps,
    recurrentGradient,
    seed,
    engine,
    onWarning: warn,
  });
  // A signal that came while the data was prepared is heard in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
  await writeConfig(folder, options);
  if (resume) warn(placeOf(resume));
  const [samples] = data.xTrain.shape;
  const [validationSamples] = data.xVal.shape;
  const done = resume ? resume.epoch * samples + Math.min(resume.batch * batchSize, samples) : 0;
  const training = await train(network, data, options, {
    progress: showTrainingProgress(stderr, { epochs, samples, validationSamples, done }, quiet),
    signal,
    resume,
    onCheckpoint: (checkpoint) => writeCheckpoint(folder, checkpoint, fingerprint),
  });

  const { status, history, whole } = training;
  const nothing = status === "diverged" && history.losses.length === 0 && resume === undefined;
  if (nothing) {
    await removeConfig(folder);
    await removeCheckpoints(folder);
  }
  const { xTest, yTest } = data;
  // Left within the epoch that it went on with, a run has nothing new to score and to write.
  const scored = whole && history.losses.length > 0 ? scoreTask(network, task) : undefined;
  const trainingWarnings = findTrainingWarnings(history, scored);
  let outcome: Outcome = {
    status,
    source: task.source,
    warnings: [...task.warnings, ...trainingWarnings],
    ...history,
    valAccuracy: history.valAccuracies.at(-1) ?? null,
    testAccuracy:
      status === "completed" && xTest !== undefined && yTest !== undefined
        ? network.score(xTest, yTest)
        : null,
    out: nothing ? null : folder.path,
  };
  let { failure } = training;
  try {
    if (scored !== undefined) {
      const totalMs = performance.now() - started;
      await writeRun(folder, { outcome, network, options, task, scored, fingerprint, totalMs });
    }
  } catch (error) {
    // What was learnt is still reported, and then the error.
    outcome = { ...outcome, out: null };
    failure ??= error;
  }
  const colors = stdout.isTTY === true && stdout.hasColors?.() === true;
  print(formatOutcome(outcome, options, trainingWarnings, colors));
  if (json) for (const { message } of outcome.warnings) warn(`Note: ${message}`);
  if (json) stdout.write(`${JSON.stringify(outcome)}\n`);
  if (status === "interrupted") warn(`Resume with: ${commandName} --resume ${folder.path}`);
  if (failure !== undefined) throw failure;
  return outcome;
}

async function loadTask(
  options: TrainingOptions,
  { stderr }: Streams,
  signal: AbortSignal,
): Promise<Task> {
  // The chapter's data is IMDB's, so that a wrong path is told as such.
  if (options.command === "train" && !(await isImdb(options.data))) {
    return textTask(options, signal);
  }
  const onProgress = showDownloadProgress(stderr, options.quiet);
  return imdbTask(options, { stderr, signal, onProgress });
}

function placeOf({ epoch, batch }: Checkpoint): string {
  const within = batch === 0 ? "" : ` and ${batch} batches`;
  return `Resuming after ${epoch} epochs${within}.`;
}
