import { plainLines } from "@rnn/labelled-text/display";
import { decodeCheckpoint, decodeSequentialCheckpoint } from "@rnn/model";
import { findTrainingWarnings, type TextNetwork } from "@rnn/text-classifier";
import { commandName } from "../command-name.ts";
import { loadTask } from "../data/load-task.ts";
import { fingerprintOf, type Task } from "../data/task.ts";
import { createNetwork } from "../model/create-network.ts";
import { scoreRows } from "../model/score-network.ts";
import { nameSettings } from "../options/name-settings.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { showTrainingProgress } from "../progress/show-training-progress.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import { formatOutcome } from "../report/format-outcome.ts";
import type { Outcome } from "../report/outcome.ts";
import { scoreTask } from "../report/score-task.ts";
import type { ProcessContext } from "../streams.ts";
import { toJsonLine } from "../to-json-line.ts";
import {
  lastCheckpoint,
  removeCheckpoints,
  removeLeftovers,
  writeCheckpoint,
} from "./checkpoints.ts";
import type { RunCheckpoint } from "./fit-network.ts";
import { inRunFolder, type RunContext } from "./in-run-folder.ts";
import type { RunFolder } from "./run-folder.ts";
import { train } from "./train.ts";
import { removeConfig, writeConfig } from "./write-config.ts";
import { writeRun } from "./write-run.ts";

/**
 * A run from the data to the score: the chapter, or the same on other data. Where training ends early,
 * what it reached is written and reported all the same, and `resume` continues from there.
 *
 * @throws what ended training early: the signal's reason, or a NotFiniteError; an Error that names `--data`
 *   where the data cannot be had
 */
export async function runTraining(
  options: TrainingOptions,
  context: ProcessContext,
): Promise<Outcome> {
  try {
    return await inRunFolder(options, context, (folder, given) => runInto(folder, options, given));
  } catch (error) {
    throw nameSettings(error, options);
  }
}

async function runInto(
  folder: RunFolder,
  options: TrainingOptions,
  context: RunContext,
): Promise<Outcome> {
  const started = performance.now();
  const { signal, steps, print, warn, stdout } = context;
  const task = await loadTask(options, context);
  steps.stop();
  const fingerprint = fingerprintOf(task.data);
  const checkpoint =
    options.resume === undefined
      ? undefined
      : await findCheckpoint(folder, options, fingerprint, warn);
  print(`${plainLines(task.introduction)}\n`);
  const network = createNetwork(options, warn);
  // A signal that came while the data was prepared arrives in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
  await writeConfig(folder, options);
  if (checkpoint) warn(`Resuming after ${placeOf(checkpoint)}.`);
  const training = await train(network, task.data, options, {
    progress: showTrainingProgress(
      context.stderr,
      lengthOf(task, options, checkpoint),
      options.quiet,
    ),
    signal,
    resume: checkpoint,
    onCheckpoint: (reached) => writeCheckpoint(folder, reached, fingerprint),
  });
  const { status, history, whole } = training;
  const isEmpty = status === "diverged" && history.losses.length === 0 && checkpoint === undefined;
  if (isEmpty) {
    await removeConfig(folder);
    await removeCheckpoints(folder);
  }
  steps.show("Scoring");
  // Left within the epoch in which it was resumed, a run has nothing new to score and to write.
  const scored = whole && history.losses.length > 0 ? scoreTask(network, task) : undefined;
  const trainingWarnings = findTrainingWarnings(history, scored);
  let outcome: Outcome = {
    status,
    source: task.source,
    warnings: [...task.warnings, ...trainingWarnings],
    ...history,
    valAccuracy: history.valAccuracies.at(-1) ?? null,
    testAccuracy: status === "completed" ? scoreTest(network, task) : null,
    out: isEmpty ? null : folder.path,
  };
  let { failure } = training;
  try {
    if (scored !== undefined) {
      steps.show("Writing the report");
      const totalMs = performance.now() - started;
      await writeRun(folder, { outcome, network, options, task, scored, fingerprint, totalMs });
    }
  } catch (error) {
    // What was learnt is still reported, and then the error.
    outcome = { ...outcome, out: null };
    failure ??= error;
  }
  steps.stop();
  const colors = stdout.isTTY === true && stdout.hasColors?.() === true;
  print(formatOutcome(outcome, options, trainingWarnings, colors));
  if (options.json) {
    // What the data is like is reported however quiet a run is; its own figures show the rest.
    const reported = options.quiet ? task.warnings : outcome.warnings;
    for (const { message } of reported) warn(`Note: ${message}`);
    stdout.write(toJsonLine(outcome));
  }
  if (status === "interrupted")
    warn(`Resume with: ${commandName} --resume ${quoteForShell(folder.path)}`);
  if (failure !== undefined) throw failure;
  return outcome;
}

async function findCheckpoint(
  folder: RunFolder,
  { chapter }: TrainingOptions,
  fingerprint: string,
  warn: (message: string) => void,
): Promise<RunCheckpoint | undefined> {
  await removeLeftovers(folder);
  return chapter === undefined
    ? lastCheckpoint(folder, decodeCheckpoint, fingerprint, warn)
    : lastCheckpoint(folder, decodeSequentialCheckpoint, fingerprint, warn);
}

function lengthOf(
  { data }: Task,
  { epochs, batchSize }: TrainingOptions,
  checkpoint: RunCheckpoint | undefined,
) {
  const [samples] = data.xTrain.shape;
  const [validationSamples] = data.xVal.shape;
  const { epoch, batch } = checkpoint ?? { epoch: 0, batch: 0 };
  const done = epoch * samples + Math.min(batch * batchSize, samples);
  return { epochs, samples, validationSamples, done };
}

function scoreTest(network: TextNetwork, { data }: Task): number | null {
  const { xTest, yTest } = data;
  return xTest !== undefined && yTest !== undefined ? scoreRows(network, xTest, yTest) : null;
}

function placeOf({ epoch, batch }: RunCheckpoint): string {
  const epochs = epoch === 1 ? "1 epoch" : `${epoch} epochs`;
  const batches = batch === 1 ? "1 batch" : `${batch} batches`;
  return batch === 0 ? epochs : `${epochs} and ${batches}`;
}
