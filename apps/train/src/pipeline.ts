import { RecurrentNetwork } from "@rnn/model";
import type { ChapterOptions } from "./args.ts";
import { downloadProgress } from "./download-progress.ts";
import { prepareReviews } from "./prepare.ts";
import { showProgress } from "./progress.ts";
import { dataReport } from "./report/data-report.ts";
import type { Outcome } from "./report/outcome.ts";
import { outcomeReport } from "./report/outcome-report.ts";
import { RunFolder } from "./report/run-folder.ts";
import { writeRun } from "./report/write-run.ts";
import { loadReviews } from "./reviews.ts";
import type { Streams } from "./streams.ts";
import { train } from "./train.ts";

/**
 * The chapter: load, prepare, train, draw, score. Where training ends early, what it reached is written
 * and reported all the same.
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
  const folder = await RunFolder.create(options.out);
  try {
    return await runInto(folder, options, streams, signal);
  } catch (error) {
    await folder.discard();
    throw error;
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
  const onProgress = downloadProgress(stderr, quiet);
  const loaded = await loadReviews(options, { stderr, signal, onProgress });
  const prepared = prepareReviews(loaded, options);
  print(`${dataReport(loaded, prepared, options)}\n`);

  const network = new RecurrentNetwork({
    nCells,
    batchSize,
    learningRate,
    bpttSteps,
    recurrentGradient,
    seed,
    engine,
    onWarning: (message) => stderr.write(`${message}\n`),
  });
  const run = { epochs: options.epochs, samples: prepared.xTrainSeq.shape[0] };
  const progress = showProgress(stderr, run, quiet);
  const {
    status,
    history,
    failure: ended,
  } = await train(network, prepared, options, progress, signal);

  const trained = history.losses.length > 0;
  let outcome: Outcome = {
    status,
    source: loaded.source,
    ...history,
    valAccuracy: history.valAccuracies.at(-1) ?? null,
    testAccuracy: status === "completed" ? network.score(prepared.xTest, prepared.yTest) : null,
    out: trained ? folder.path : null,
  };
  let failure = ended;
  try {
    if (trained) await writeRun(folder, outcome, network, options);
    else await folder.discard();
  } catch (error) {
    // What was learnt is still reported, and then the error.
    outcome = { ...outcome, out: null };
    failure ??= error;
  }
  print(outcomeReport(outcome, options, stdout.isTTY === true && stdout.hasColors?.() === true));
  if (json) stdout.write(`${JSON.stringify(outcome)}\n`);
  if (failure !== undefined) throw failure;
  return outcome;
}
