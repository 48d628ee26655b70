import type { History } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import type { ClassifierModel } from "../classifier-parts.ts";
import { fitCombination } from "../combination/combination.ts";
import { type ChosenThreshold, chooseThreshold } from "../decision/choose-threshold.ts";
import { evaluate } from "../evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { NgramPart } from "../ngram-part.ts";
import { textFormat2 } from "../text/text-format-2.ts";
import { TextClassifier } from "../text-classifier.ts";
import { resolveClassWeight } from "./class-weights.ts";
import type { ModelDifference } from "./compare-models.ts";
import { chooseModel, compareParts } from "./compare-parts.ts";
import { checkForClasses, goalOf } from "./decision-options.ts";
import {
  checkEarlierWidth,
  countAdded,
  type EarlierClassifier,
  modelOf,
  openEarlier,
} from "./earlier-classifier.ts";
import { fitBaseline } from "./fitted-ngrams.ts";
import { checkLabelledInput, takeClasses } from "./labelled-input.ts";
import { releaseThreads } from "./network-part.ts";
import type { NetworkSettings } from "./network-settings.ts";
import { type PreparedTraining, prepareTraining, type TrainingTexts } from "./prepare-training.ts";
import {
  isPreparedTexts,
  openPreparedTexts,
  type PreparedTrainingTexts,
} from "./prepared-texts.ts";
import { resolveNetwork } from "./resolve-network.ts";
import {
  type NetworkTask,
  trainOnAllRows,
  trainWithValidation,
  vocabularyFor,
} from "./train-network.ts";
import type { TrainingCheckpoint } from "./training-checkpoint.ts";
import {
  checkTrainingOptions,
  isWithoutBaseline,
  type TrainingPlan,
  type TrainTextClassifierOptions,
  type WithoutBaseline,
} from "./training-options.ts";
import {
  checkWordVectorOptions,
  countKnown,
  type KnownWordVectors,
  knowWordVectors,
} from "./word-vectors.ts";

/** A trained classifier and how it did on the rows that were kept for validation. */
export interface TrainedTextClassifier<Baseline extends Evaluation | undefined = Evaluation> {
  readonly classifier: TextClassifier;
  /** The network's epochs, before it was trained once more; none where there is no network. */
  readonly history: TrainingHistory;
  /** How the classifier did on the validation rows, its parts trained on the others. */
  readonly evaluation: Evaluation;
  /**
   * The same of the n-grams alone, with which every other classifier must be compared; undefined with `baseline: false`
   * alone.
   */
  readonly baseline: Baseline;
  /** The same of each there is, the chosen one too. */
  readonly evaluations: Readonly<Partial<Record<ClassifierModel, Evaluation>>>;
  /**
   * To how many texts the n-grams were fitted: to all to train on; of very many to an evenly spread part, with 50
   * million n-grams or 250,000 texts of up to 200 million, whichever is more; 0 without them.
   */
  readonly ngramTexts: number;
  /** By how much their accuracies differ, with intervals. */
  readonly differences: readonly ModelDifference[];
  /** The validation rows: of `texts`, or of `validation.texts` where given. */
  readonly validationRows: readonly number[];
  /** What the chosen one gave these: float64 `[N]`, or `[N, K]` for more than two classes. */
  readonly validationProbabilities: Tensor<"float64">;
  /** The same before it was calibrated; of both together, their parts with equal weights. */
  readonly uncalibratedProbabilities: Tensor<"float64">;
  /** That chosen for `minPrecision` or `minRecall`; undefined where neither was asked for or no row is of the second class. */
  readonly threshold: ChosenThreshold | undefined;
  /** Of the words of the validation texts, the share that those to train on do not have. */
  readonly missedShare: number;
  /** Whether the classifier's parts were trained once more on all rows. */
  readonly refitted: boolean;
  /** The network's settings, those chosen by the texts too; undefined where there is no network. */
  readonly settings: NetworkSettings | undefined;
}

/** The epochs of a network. */
export interface TrainingHistory extends History {
  /** That with the lowest validation loss, counted from 1; 0 without a network. Its weights were kept. */
  readonly bestEpoch: number;
}

const caller = "trainTextClassifier";

/**
 * Trains a network alone, without n-grams to compare it with: their time is saved, and nothing says what the network adds.
 * All else is as with them.
 *
 * @throws as with them; RangeError for another `model`
 */
export async function trainTextClassifier(
  data: TrainingTexts | PreparedTrainingTexts,
  options: TrainTextClassifierOptions & WithoutBaseline,
): Promise<TrainedTextClassifier<undefined>>;
/**
 * Trains a classifier of texts: a recurrent network, n-grams and both put together, whichever does best on rows
 * kept for validation, its parts then trained once more on all rows.
 *
 * The network reads ids of words, or of characters, through an embedding, a cell in both directions and a
 * maximum over all steps, and is trained until the validation loss no longer falls. The n-grams are counted and
 * weighed as `NgramClassifier` does. Both together are a logistic regression over their calibrated logits, fitted
 * on the validation rows; it is judged by fifths of these, each by weights fitted on the others. In the same way, each
 * part is calibrated by a temperature where that makes its loss lower.
 *
 * Equal texts, labels and options give equal classifiers. Yields to the event loop every 40 ms.
 *
 * @param data texts and the class of each, by name or by number from 0 on, and the `weights` of their losses in training, if
 *   they differ; `validation`, the same, where rows are not to be kept from these. Or what `prepareTrainingTexts` made of them
 * @throws TypeError, RangeError for texts, labels or options that do not fit; NotFiniteError where the
 *   network's loss is NaN or infinite
 *
 * @example
 * ```ts
 * const texts = ["a good film", "a bad film", "good", "so bad", "good story", "a bad one"];
 * const labels = ["pos", "neg", "pos", "neg", "pos", "neg"];
 * const { classifier } = await trainTextClassifier({ texts, labels }, { epochs: 2 });
 * classifier.classNames; // => ["neg", "pos"]
 * classifier.classify("such a good day").className; // => "pos"
 * ```
 */
export async function trainTextClassifier(
  data: TrainingTexts | PreparedTrainingTexts,
  options?: TrainTextClassifierOptions,
): Promise<TrainedTextClassifier>;
export async function trainTextClassifier(
  data: TrainingTexts | PreparedTrainingTexts,
  given: TrainTextClassifierOptions = {},
): Promise<TrainedTextClassifier<Evaluation | undefined>> {
  checkTrainingOptions(caller, given);
  const earlier = openEarlier(caller, given);
  const { prepared, isApart, fitted } = isPreparedTexts(data)
    ? openPreparedTexts(caller, data, given)
    : await prepareGiven(data, given);
  if (isPreparedTexts(data) && earlier) {
    throw new RangeError(
      `${caller}: expected texts with from, got texts that were prepared. Give the texts.`,
    );
  }
  const wordVectors = await resolveWordVectors(prepared, given, earlier);
  const options = wordVectors ? { ...given, outputDim: wordVectors.outputDim } : given;
  const asked = modelOf(options.model ?? "auto", earlier);
  const { seed = 42, refit = !isApart, signal, onStep } = options;
  const { all, trainRows, validationRows, classNames } = prepared;
  checkForClasses(caller, options, classNames.length);
  if (options.onPrepared)
    await options.onPrepared(planOf(prepared, isApart, options, { earlier, wordVectors }));
  const [train, validation] = [takeClasses(all, trainRows), takeClasses(all, validationRows)];
  const classWeight =
    options.classWeight &&
    resolveClassWeight(caller, options.classWeight, train.labels, classNames.length);

  const isCompared = !isWithoutBaseline(options);
  if (isCompared && !fitted) onStep?.(`fitting n-grams to ${trainRows.length} texts`);
  const ngrams = isCompared
    ? (fitted ??
      (await fitBaseline(prepared, {
        options: options.ngrams ?? {},
        from: earlier?.ngrams,
        classWeight,
        signal,
      })))
    : undefined;

  const task =
    asked === "ngrams"
      ? undefined
      : networkTask(prepared, classWeight, options, { earlier, wordVectors });
  if (task) onStep?.(`training a network on ${trainRows.length} texts`);
  const network = task && (await trainWithValidation(task));
  const compared = compareParts(
    validation.labels,
    {
      ...(ngrams && { ngrams: ngrams.probabilities }),
      ...(network && { rnn: network.probabilities }),
    },
    { seed, calibrate: options.calibrate ?? true },
  );
  const model = chooseModel(asked, compared);

  if (refit) onStep?.(`training on all ${all.labels.length} texts`);
  const needsNetwork = task && network && model !== "ngrams";
  const finalNetwork =
    needsNetwork && (refit ? await trainOnAllRows(task, network) : { ...network, refitted: false });

  const needsNgrams = ngrams && model !== "rnn";
  const finalNgrams = needsNgrams && (await (refit ? ngrams.refit() : ngrams.classifier()));
  const combination =
    finalNetwork && needsNgrams
      ? fitCombination(network.probabilities, ngrams.probabilities, validation.labels)
      : undefined;
  const ngramPart = finalNgrams ? new NgramPart(finalNgrams, { combination }) : undefined;

  const validationProbabilities = compared.probabilities[model];
  const uncalibratedProbabilities = compared.uncalibrated[model];
  if (!validationProbabilities || !uncalibratedProbabilities) {
    throw new Error(`${caller}: no ${model}.`);
  }
  const goal = goalOf(caller, options);
  const threshold =
    goal &&
    chooseThreshold(validation.labels, validationProbabilities, { [goal.name]: goal.least });
  const evaluation = evaluate(
    validation.labels,
    validationProbabilities,
    threshold ? { threshold: threshold.threshold } : {},
  );
  const isUsed = (part: string) => model === "both" || part === model;
  const temperatures = Object.entries(compared.temperatures).filter(([part]) => isUsed(part));
  const common = {
    textFormat: textFormat2,
    tokens: prepared.tokens,
    classNames,
    ...(options.about && { about: options.about }),
    ...(temperatures.length > 0 && { temperatures: Object.fromEntries(temperatures) }),
    ...(threshold && { threshold: threshold.threshold }),
    ...(options.rejectBelow !== undefined && { rejectBelow: options.rejectBelow }),
  } as const;
  const ngramParts = ngramPart && { ngrams: ngramPart };
  const parts = finalNetwork
    ? {
        network: releaseThreads(finalNetwork.network),
        vocabulary: finalNetwork.vocabulary,
        maxlen: task.settings.maxlen,
        ...ngramParts,
      }
    : ngramParts;
  if (!parts) throw new Error(`${caller}: no ${model}.`);
  const classifier = new TextClassifier({ ...common, ...parts });
  return {
    classifier,
    history: network
      ? { ...network.history, bestEpoch: network.bestEpoch }
      : { losses: [], valLosses: [], valAccuracies: [], trainingMs: [], bestEpoch: 0 },
    evaluation,
    baseline: compared.evaluations.ngrams,
    evaluations: compared.evaluations,
    ngramTexts: ngrams?.rows ?? 0,
    differences: compared.differences,
    validationRows: rowsOfValidation(prepared, isApart),
    validationProbabilities,
    uncalibratedProbabilities,
    threshold,
    missedShare: prepared.missedShare,
    refitted: refit && (finalNetwork ? finalNetwork.refitted : true),
    settings: task?.settings,
  };
}

/** Texts as they were given, cut into tokens and split. */
async function prepareGiven(data: TrainingTexts, options: TrainTextClassifierOptions) {
  checkLabelledInput(caller, "", data);
  const isApart = data.validation !== undefined;
  return { prepared: await prepareTraining(caller, data, options), isApart, fitted: undefined };
}

/** What a network begins with besides random numbers. */
type NetworkBeginning = Pick<NetworkTask, "earlier" | "wordVectors">;

async function resolveWordVectors(
  prepared: PreparedTraining,
  options: TrainTextClassifierOptions,
  earlier: EarlierClassifier | undefined,
): Promise<KnownWordVectors | undefined> {
  if (options.wordVectors === undefined) return undefined;
  options.onStep?.("reading vectors of words");
  const known = await knowWordVectors(caller, options.wordVectors, prepared);
  checkWordVectorOptions(caller, options, known);
  if (earlier) checkEarlierWidth(caller, earlier, known.outputDim);
  return known;
}

/** What the texts have decided before anything is trained. */
function planOf(
  prepared: PreparedTraining,
  isApart: boolean,
  options: TrainTextClassifierOptions,
  { earlier, wordVectors }: NetworkBeginning,
): TrainingPlan {
  const settings = resolveNetwork(prepared, options, earlier);
  const { tokens, missedShare, trainRows } = prepared;
  const vocabulary = vocabularyFor({ prepared, settings, earlier }, trainRows);
  return {
    tokens,
    missedShare,
    vocabulary,
    ...(earlier && { added: countAdded(earlier, prepared.classNames, vocabulary) }),
    ...(wordVectors && {
      wordVectors: {
        found: countKnown(vocabulary, wordVectors),
        outputDim: wordVectors.outputDim,
      },
    }),
    maxlen: settings.maxlen,
    epochs: settings.epochs,
    trainCount: trainRows.length,
    validationRows: rowsOfValidation(prepared, isApart),
  };
}

/** The validation rows, as rows of the texts that they were given among. */
function rowsOfValidation(
  { trainRows, validationRows }: PreparedTraining,
  isApart: boolean,
): readonly number[] {
  return Array.from(validationRows, (row) => (isApart ? row - trainRows.length : row));
}

function networkTask(
  prepared: PreparedTraining,
  classWeight: readonly number[] | undefined,
  options: TrainTextClassifierOptions,
  { earlier, wordVectors }: NetworkBeginning,
): NetworkTask {
  const settings = resolveNetwork(prepared, options, earlier);
  const { onWarning: _, engine, ...equal } = settings;
  const arithmetic = typeof engine === "string" ? engine : engine.relaxed ? "relaxed" : "wasm";
  const { tokens, classNames, trainRows, validationRows } = prepared;
  const sizes = [trainRows.length, validationRows.length];
  const settingsText = JSON.stringify({
    ...equal,
    arithmetic,
    tokens,
    classNames,
    sizes,
    classWeight,
    from: earlier?.checksum,
    wordVectors: wordVectors?.checksum,
  });
  const { resume } = options;
  if (resume && settingsOf(resume, settings.epochs) !== settingsText) {
    throw new RangeError(
      `${caller}: expected a checkpoint of the same texts and options, got one of others (resume). ` +
        "Give the texts and the options that the training began with.",
    );
  }
  return { prepared, settings, classWeight, options, earlier, wordVectors, settingsText };
}

/** What a checkpoint was asked for. While no network is trained on all texts, it may be given other epochs. */
function settingsOf({ settings, first }: TrainingCheckpoint, epochs: number): string {
  if (first !== undefined) return settings;
  return settings.replace(/(?<=[{,]"epochs":)\d+(?=[,}])/, String(epochs));
}
