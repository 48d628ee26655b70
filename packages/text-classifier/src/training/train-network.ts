import { type History, Sequential, type SequentialCheckpoint } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import type { Vocabulary } from "../vocabulary.ts";
import { continueNetwork } from "./continue-network.ts";
import { type EarlierClassifier, extendVocabulary } from "./earlier-classifier.ts";
import { takeClasses } from "./labelled-input.ts";
import {
  createNetwork,
  type EncodedRows,
  fitEpochs,
  fitUntilBest,
  type NetworkRun,
  predictInTurns,
} from "./network-part.ts";
import type { NetworkSettings } from "./network-settings.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import { encodeRows, vocabularyOf } from "./token-table.ts";
import type { FirstStage, TrainingCheckpoint } from "./training-checkpoint.ts";
import type { TrainingStage, TrainTextClassifierOptions } from "./training-options.ts";
import { type KnownWordVectors, placeWordVectors } from "./word-vectors.ts";

/** A trained network and the vocabulary that it reads by. */
export interface TrainedNetwork {
  readonly network: Sequential;
  readonly vocabulary: Vocabulary;
}

/** One trained with rows kept for validation, and what it makes of these. */
export interface ValidatedNetwork extends TrainedNetwork {
  readonly history: History;
  readonly bestEpoch: number;
  readonly probabilities: Tensor<"float64">;
}

/** All that both stages train with. */
export interface NetworkTask {
  readonly prepared: PreparedTraining;
  readonly settings: NetworkSettings;
  readonly classWeight: readonly number[] | undefined;
  readonly options: TrainTextClassifierOptions;
  /** What the network goes on from; undefined where it begins anew. */
  readonly earlier: EarlierClassifier | undefined;
  /** What the embedding begins with; undefined where it is all random. */
  readonly wordVectors: KnownWordVectors | undefined;
  /** Of a checkpoint, what must be equal to resume it. */
  readonly settingsText: string;
}

/** Trains on the rows to train on until the loss of the others no longer falls. */
export async function trainWithValidation(task: NetworkTask): Promise<ValidatedNetwork> {
  const { prepared, settings, options } = task;
  const { trainRows, validationRows } = prepared;
  const vocabulary = vocabularyFor(task, trainRows);
  const validation = encode(task, validationRows, vocabulary);
  const { first, run } = options.resume ?? {};
  const network = first ? Sequential.load(first.network) : startNetwork(task, vocabulary);
  const history = first
    ? first.history
    : await fitUntilBest(
        network,
        encode(task, trainRows, vocabulary),
        validation,
        settings,
        runOf(task, "validation", run),
      );
  const probabilities = await predictInTurns(network, validation.x, options.signal);
  const bestEpoch = 1 + history.valLosses.indexOf(Math.min(...history.valLosses));
  return { network, vocabulary, history, bestEpoch, probabilities };
}

/** A loss above the first stage's by this factor and this much more says that the second one went astray. */
const mostOfLoss = { factor: 1.5, more: 0.1 };

/**
 * Trains once more, on all rows, for as many epochs as were best. Where its loss did not fall as it did the
 * first time, the first network stays.
 */
export async function trainOnAllRows(
  task: NetworkTask,
  validated: ValidatedNetwork,
): Promise<TrainedNetwork & { readonly refitted: boolean }> {
  const { prepared, settings, options } = task;
  const { trainRows, validationRows } = prepared;
  const rows = Int32Array.from(
    { length: trainRows.length + validationRows.length },
    (_, row) => row,
  );
  const vocabulary = vocabularyFor(task, rows);
  const network = startNetwork(task, vocabulary);
  const { history, bestEpoch } = validated;
  const first = { network: validated.network.save(), history };
  const run = runOf(task, "refit", options.resume?.first && options.resume.run, first);
  const again = await fitEpochs(
    network,
    encode(task, rows, vocabulary),
    bestEpoch,
    settings.seed,
    run,
  );
  const expected = history.losses[bestEpoch - 1];
  const reached = again.losses[again.losses.length - 1];
  const isSound = reached <= mostOfLoss.factor * expected + mostOfLoss.more;
  return isSound ? { network, vocabulary, refitted: true } : { ...validated, refitted: false };
}

/** The tokens that are known once these rows have been read. */
export function vocabularyFor(
  { prepared, settings, earlier }: Pick<NetworkTask, "prepared" | "settings" | "earlier">,
  rows: ArrayLike<number>,
): Vocabulary {
  const found = vocabularyOf(prepared.table, rows, settings);
  return earlier?.network ? extendVocabulary(earlier.classifier.vocabulary, found) : found;
}

/** A network that has not been trained, or not on these rows. */
function startNetwork(
  { prepared, settings, earlier, wordVectors }: NetworkTask,
  vocabulary: Vocabulary,
): Sequential {
  const sizes = { vocabularySize: vocabulary.length, classes: prepared.classNames.length };
  const network = earlier?.network
    ? continueNetwork(earlier.network, settings, sizes)
    : createNetwork(settings, sizes);
  const firstNew = earlier?.network ? earlier.classifier.vocabulary.length : 1;
  if (wordVectors) placeWordVectors(network, vocabulary, wordVectors, firstNew);
  return network;
}

function encode(
  { prepared, settings }: NetworkTask,
  rows: Int32Array,
  vocabulary: Vocabulary,
): EncodedRows {
  const { table, all } = prepared;
  const { labels, weights } = takeClasses(all, rows);
  return {
    x: encodeRows(table, rows, vocabulary, settings.maxlen),
    y: labels,
    weights,
  };
}

function runOf(
  { options, settings, classWeight, settingsText }: NetworkTask,
  stage: TrainingStage,
  resume: SequentialCheckpoint | undefined,
  first?: FirstStage,
): NetworkRun {
  const { signal, onBatchEnd, onEpochEnd, onCheckpoint, checkpointEveryMs } = options;
  const { engine } = settings;
  return {
    stage,
    classWeight,
    signal,
    onBatchEnd,
    onEpochEnd,
    onCheckpoint:
      onCheckpoint &&
      ((run) => {
        const checkpoint: TrainingCheckpoint = {
          run,
          settings: settingsText,
          ...(first && { first }),
        };
        return onCheckpoint(checkpoint);
      }),
    checkpointEveryMs,
    // Any number of threads gives the same bits: another machine may resume with its own.
    resume: resume && { ...resume, options: { ...resume.options, engine } },
  };
}
