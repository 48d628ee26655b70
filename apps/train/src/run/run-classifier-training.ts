import type { StreamedLabelledData } from "@rnn/labelled-text";
import { plainLines } from "@rnn/labelled-text/display";
import { NotFiniteError } from "@rnn/model";
import {
  type DataSummary,
  formatSummary,
  type NetworkEpochEnd,
  summarizeStream,
  type TextClassifier,
  type TrainedTextClassifier,
  type TrainingCheckpoint,
  type TrainingPlan,
  type TrainTextClassifierOptions,
  textFormat2,
  trainTextClassifier,
} from "@rnn/text-classifier";
import { commandName } from "../command-name.ts";
import { fingerprintTexts } from "../data/fingerprint-texts.ts";
import { streamTextData } from "../data/read-text-data.ts";
import { loadEarlierClassifier } from "../model/load-earlier-classifier.ts";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import { nameClassifierSettings } from "../options/name-classifier-settings.ts";
import { toTrainerOptions } from "../options/to-trainer-options.ts";
import {
  type ClassifierProgress,
  showClassifierProgress,
} from "../progress/show-classifier-progress.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import type { ClassifierOutcome } from "../report/classifier-outcome.ts";
import { describeAdded } from "../report/describe-added.ts";
import { describeClassifierRun } from "../report/describe-classifier-run.ts";
import { describeVectors } from "../report/describe-vectors.ts";
import { formatClassifierOutcome } from "../report/format-classifier-outcome.ts";
import { scoreClassifier } from "../report/score-classifier.ts";
import type { ProcessContext } from "../streams.ts";
import { toJsonLine } from "../to-json-line.ts";
import { lastClassifierCheckpoint, writeClassifierCheckpoint } from "./classifier-checkpoints.ts";
import { inRunFolder, type RunContext } from "./in-run-folder.ts";
import type { RunFolder } from "./run-folder.ts";
import { writeClassifierRun } from "./write-classifier-run.ts";
import { writeClassifierConfig } from "./write-config.ts";

/**
 * A run from labelled texts to a classifier and its report. Ended early, it leaves its configuration and a
 * checkpoint, from which `resume` continues.
 *
 * @throws what ended training early: the signal's reason, or a NotFiniteError; an Error that names `--data`
 *   where the data cannot be had
 */
export async function runClassifierTraining(
  options: ClassifierOptions,
  context: ProcessContext,
): Promise<ClassifierOutcome> {
  try {
    return await inRunFolder(options, context, (folder, given) => runInto(folder, options, given));
  } catch (error) {
    throw nameClassifierSettings(error);
  }
}

async function runInto(
  folder: RunFolder,
  options: ClassifierOptions,
  context: RunContext,
): Promise<ClassifierOutcome> {
  const started = performance.now();
  const { signal, steps, stdout, print, warn } = context;
  const earlier =
    options.from === undefined ? undefined : await loadEarlierClassifier(options.from);
  const data = await streamTextData(options, context, { known: earlier?.classNames });
  const fingerprint = await fingerprintTexts(data);
  const resume =
    options.resume === undefined
      ? undefined
      : await lastClassifierCheckpoint(folder, fingerprint, warn);
  if (resume) warn(`Resuming after ${placeOf(resume)}.`);
  const training = new Training(folder, options, context, { data, fingerprint, resume, earlier });
  const trained = await training.run();
  if ("failure" in trained) {
    const outcome = training.describeEnd(trained.failure);
    if (options.json) stdout.write(toJsonLine(outcome));
    if (outcome.status === "interrupted") {
      warn(`Resume with: ${commandName} --resume ${quoteForShell(folder.path)}`);
    }
    throw trained.failure;
  }
  steps.show("Scoring");
  const scored = await scoreClassifier(trained, data, { steps, signal });
  const run = describeClassifierRun({
    trained,
    data,
    scored,
    options,
    out: folder.path,
    dataWarnings: training.dataWarnings,
    added: training.added,
    vectors: training.vectors,
  });
  let { outcome } = run;
  let failure: unknown;
  try {
    steps.show("Writing the report");
    const totalMs = performance.now() - started;
    await writeClassifierRun(folder, { ...run, options, fingerprint, totalMs });
  } catch (error) {
    // What was learnt is still reported, and then the error.
    failure = error;
    outcome = { ...outcome, out: null };
  }
  steps.stop();
  const colors = stdout.isTTY === true && stdout.hasColors?.() === true;
  print(formatClassifierOutcome(outcome, run, colors));
  if (options.json) {
    const reported = options.quiet ? training.dataWarnings : outcome.warnings;
    for (const { message } of reported) warn(`Note: ${message}`);
    stdout.write(toJsonLine(outcome));
  }
  if (failure !== undefined) throw failure;
  return outcome;
}

/** What a training works with. */
interface GivenToTraining {
  readonly data: StreamedLabelledData;
  readonly fingerprint: string;
  readonly resume: TrainingCheckpoint | undefined;
  readonly earlier: TextClassifier | undefined;
}

/** One training with what it shows and keeps on the way. */
class Training {
  dataWarnings: ClassifierOutcome["warnings"] = [];
  added: ClassifierOutcome["added"];
  vectors: ClassifierOutcome["vectors"];
  readonly #epochs: NetworkEpochEnd[] = [];
  readonly #folder: RunFolder;
  readonly #options: ClassifierOptions;
  readonly #context: RunContext;
  readonly #data: StreamedLabelledData;
  readonly #fingerprint: string;
  readonly #resume: TrainingCheckpoint | undefined;
  readonly #earlier: TextClassifier | undefined;
  readonly #progress: ClassifierProgress;

  constructor(
    folder: RunFolder,
    options: ClassifierOptions,
    context: RunContext,
    { data, fingerprint, resume, earlier }: GivenToTraining,
  ) {
    this.#folder = folder;
    this.#options = options;
    this.#context = context;
    this.#data = data;
    this.#fingerprint = fingerprint;
    this.#resume = resume;
    this.#earlier = earlier;
    const valLosses = resume?.first?.history.valLosses;
    this.#progress = showClassifierProgress(context.stderr, {
      texts: data.train.length,
      batchSize: options.batchSize ?? 32,
      quiet: options.quiet,
      resumed: resume && {
        stage: resume.first === undefined ? "validation" : "refit",
        epoch: resume.run.epoch,
        batch: resume.run.batch,
        bestEpoch: valLosses && 1 + valLosses.indexOf(Math.min(...valLosses)),
      },
    });
  }

  async run(): Promise<TrainedTextClassifier | { readonly failure: unknown }> {
    const { signal, steps, warn } = this.#context;
    const { train, classNames, description } = this.#data;
    try {
      return await trainTextClassifier(
        { texts: train, labels: train.labels, weights: train.weights },
        {
          ...toTrainerOptions(this.#options, train.length),
          classNames,
          ...(this.#earlier && { from: this.#earlier }),
          about: { program: "rnn-train", data: description, fingerprint: this.#fingerprint },
          signal,
          onWarning: warn,
          onStep: (step) => steps.show(`${step[0].toUpperCase()}${step.slice(1)}`),
          onPrepared: (plan) => this.#begin(plan),
          onBatchEnd: (event) => this.#progress.batchEnd(event),
          onEpochEnd: (event) => {
            if (event.stage === "validation") this.#epochs.push(event);
            this.#progress.epochEnd(event);
          },
          onCheckpoint: (checkpoint) =>
            writeClassifierCheckpoint(this.#folder, checkpoint, this.#fingerprint),
          checkpointEveryMs: this.#options.checkpointEvery * 1000,
          ...(this.#resume && { resume: this.#resume }),
          ...this.#wordVectors(),
        },
      );
    } catch (failure) {
      const isInterrupted = signal.aborted && failure === signal.reason;
      if (!isInterrupted && !(failure instanceof NotFiniteError)) throw failure;
      return { failure };
    } finally {
      this.#progress.stop();
    }
  }

  #wordVectors(): Pick<TrainTextClassifierOptions, "wordVectors"> {
    const { vectors } = this.#options;
    if (vectors === undefined) return {};
    return {
      wordVectors: async (words) => {
        const { readVectorsFile } = await import("../data/read-vectors-file.ts");
        return readVectorsFile(vectors, words);
      },
    };
  }

  /** Shows what the texts are like, and keeps what decides the run. */
  async #begin(plan: TrainingPlan): Promise<void> {
    const { steps, print, signal } = this.#context;
    const { vocabulary, maxlen, validationRows, tokens, trainCount } = plan;
    steps.show("Looking at the texts");
    const summary = await summarizeStream(this.#data, vocabulary, {
      maxlen,
      validationRows,
      textFormat: textFormat2,
      tokens,
      signal,
    });
    steps.stop();
    this.dataWarnings = warningsOf(this.#data, summary);
    const parts = `${trainCount} texts to train on, ${validationRows.length} to validate with, read as ${tokens}.`;
    this.added = plan.added;
    const added = describeAdded(plan, this.#options.from);
    const vectors = describeVectors(plan, this.#options.vectors);
    this.vectors = vectors?.found;
    if (vectors?.warning) this.dataWarnings = [...this.dataWarnings, vectors.warning];
    print(
      plainLines(
        `${formatSummary(summary, { tokens })}\n\n${parts}\n${added}${vectors?.line ?? ""}`,
      ),
    );
    signal.throwIfAborted();
    await writeClassifierConfig(this.#folder, this.#options);
    this.#progress.begin(plan);
  }

  /** What is known of a training that was interrupted, or whose loss was no longer finite. */
  describeEnd(failure: unknown): ClassifierOutcome {
    const history = {
      losses: this.#epochs.map(({ loss }) => loss),
      valLosses: this.#epochs.flatMap(({ valLoss }) => (valLoss === undefined ? [] : [valLoss])),
      valAccuracies: this.#epochs.flatMap(({ valAccuracy }) =>
        valAccuracy === undefined ? [] : [valAccuracy],
      ),
      trainingMs: this.#epochs.map(({ trainingMs }) => trainingMs),
    };
    return {
      status: failure instanceof NotFiniteError ? "diverged" : "interrupted",
      source: { kind: "texts", path: this.#options.data },
      model: null,
      ...history,
      bestEpoch: null,
      valAccuracy: null,
      testAccuracy: null,
      models: {},
      differences: [],
      decision: null,
      warnings: this.dataWarnings,
      out: this.#folder.path,
    };
  }
}

const weightsRemark = {
  code: "weights-not-counted",
  message:
    "The weights count in training alone: in accuracies, losses and all other figures every text counts once.",
};

function warningsOf(
  data: StreamedLabelledData,
  summary: DataSummary,
): ClassifierOutcome["warnings"] {
  return [
    ...data.remarks.map((message) => ({ code: "data-remark", message })),
    ...(data.train.weights === undefined ? [] : [weightsRemark]),
    ...summary.warnings,
  ];
}

function placeOf({ run: { epoch, batch }, first }: TrainingCheckpoint): string {
  const epochs = epoch === 1 ? "1 epoch" : `${epoch} epochs`;
  const batches = batch === 1 ? "1 batch" : `${batch} batches`;
  const place = batch === 0 ? epochs : `${epochs} and ${batches}`;
  return first === undefined ? place : `${place} on all texts`;
}
