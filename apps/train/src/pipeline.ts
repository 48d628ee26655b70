import { type Checkpoint, RecurrentNetwork } from "@rnn/model";
import type { ChapterOptions } from "./args.ts";
import { downloadProgress } from "./download-progress.ts";
import { fingerprintOf, prepareReviews } from "./prepare.ts";
import { showProgress } from "./progress.ts";
import { dataReport } from "./report/data-report.ts";
import type { Outcome } from "./report/outcome.ts";
import { outcomeReport } from "./report/outcome-report.ts";
import { loadReviews } from "./reviews.ts";
import { lastCheckpoint, removeLeftovers, writeCheckpoint } from "./run/checkpoints.ts";
import { readConfig, removeConfig, writeConfig } from "./run/config.ts";
import { RunFolder } from "./run/run-folder.ts";
import { train } from "./run/train.ts";
import { writeRun } from "./run/write-run.ts";
import type { Streams } from "./streams.ts";

/**
 * The chapter: load, prepare, train, draw, score. Where training ends early, what it reached is written
 * and reported all the same, and `resume` goes on from there.
 *
 * @throws what ended training early: the signal's reason, or a NotFiniteError; DatasetError where the
 *   reviews cannot be had
 */
export async function runChapter(
  options: ChapterOptions,
  streams: Streams,
  signal: AbortSignal,
): Promise<Outcome> {
  // First, so that a folder that cannot be written is known before the work.
  const { resume } = options;
  const folder = await (resume === undefined
    ? RunFolder.create(options.out)
    : RunFolder.open(resume));
  try {
    const settled = resume === undefined ? options : await readConfig(folder, options);
    return await runInto(folder, settled, streams, signal);
  } finally {
    await folder.discard();
  }
}

async function runInto(
  folder: RunFolder,
  options: ChapterOptions,
  { stdout, stderr }: Streams,
  signal: AbortSignal,
): Promise<Outcome> {
  const { json, quiet, seed } = options;
  const { nCells, batchSize, learningRate, bpttSteps, recurrentGradient, engine } = options;
  const print = (text: string) => {
    if (!json) stdout.write(`${text}\n`);
  };
  const warn = (message: string) => stderr.write(`${message}\n`);
  const onProgress = downloadProgress(stderr, quiet);
  const loaded = await loadReviews(options, { stderr, signal, onProgress });
  const prepared = prepareReviews(loaded, options);
  const fingerprint = fingerprintOf(prepared);
  let resume: Checkpoint | undefined;
  if (options.resume !== undefined) {
    await removeLeftovers(folder);
    resume = await lastCheckpoint(folder, fingerprint, warn);
  }
  print(`${dataReport(loaded, prepared, options)}\n`);

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
  // A signal that came while the reviews were prepared is heard in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
  await writeConfig(folder, options);
  const samples = prepared.xTrainSeq.shape[0];
  const done = resume && resume.epoch * samples + Math.min(resume.batch * batchSize, samples);
  if (resume) warn(placeOf(resume));
  const training = await train(network, prepared, options, {
    progress: showProgress(stderr, { epochs: options.epochs, samples, done: done ?? 0 }, quiet),
    signal,
    resume,
    onCheckpoint: (checkpoint) => writeCheckpoint(folder, checkpoint, fingerprint),
  });

  const { status, history, whole } = training;
  const nothing = status === "diverged" && history.losses.length === 0 && resume === undefined;
  if (nothing) await removeConfig(folder);
  let outcome: Outcome = {
    status,
    source: loaded.source,
    ...history,
    valAccuracy: history.valAccuracies.at(-1) ?? null,
    testAccuracy: status === "completed" ? network.score(prepared.xTest, prepared.yTest) : null,
    out: nothing ? null : folder.path,
  };
  let { failure } = training;
  try {
    // Left within the epoch that it went on with, a run has nothing new to write but its checkpoint.
    if (whole && history.losses.length > 0) await writeRun(folder, outcome, network, options);
  } catch (error) {
    // What was learnt is still reported, and then the error.
    outcome = { ...outcome, out: null };
    failure ??= error;
  }
  print(outcomeReport(outcome, options, stdout.isTTY === true && stdout.hasColors?.() === true));
  if (json) stdout.write(`${JSON.stringify(outcome)}\n`);
  if (status === "interrupted") warn(`Go on with: rnn-train --resume ${folder.path}`);
  if (failure !== undefined) throw failure;
  return outcome;
}

function placeOf({ epoch, batch }: Checkpoint): string {
  const within = batch === 0 ? "" : ` and ${batch} batches`;
  return `Going on after ${epoch} epochs${within}.`;
}
