import { log } from "@rnn/tensor/portable-math";
import type { Evaluation } from "./evaluation/evaluation.ts";
import { indexOfLargest } from "./read-scores.ts";

/** What a finished training should not be taken for, and what to do about it. */
export interface TrainingWarning {
  /**
   * `"validation-loss-rises"`: the network was better after an earlier epoch.
   * `"training-loss-stays"`: it has learnt next to nothing.
   * `"one-class-predicted"`: it reads every text as the same class.
   * `"accuracy-near-largest-class"`: it is not clearly better than that.
   */
  readonly code:
    | "validation-loss-rises"
    | "training-loss-stays"
    | "one-class-predicted"
    | "accuracy-near-largest-class";
  /** Whole sentences. */
  readonly message: string;
}

/** The losses of a training, an entry an epoch; the second list may be empty. */
export interface LossHistory {
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
}

/** How a network was scored after its training. */
export interface ScoredTraining {
  readonly evaluation: Evaluation;
  /** The texts of the evaluation, as in "validation texts". */
  readonly of: string;
  readonly classNames: readonly string[];
}

/** By this factor the last validation losses, a tenth of them, are above the lowest one where it has risen. */
const risenBy = 1.05;
/** The same where it has risen in every epoch since, at least three. */
const steadilyRisenBy = 1.02;
/** A training loss that ends above this share of its first value has stayed where it was. */
const stayedAt = 0.998;
/** An accuracy within this of the largest class's share is near it, and within two standard errors. */
const nearShare = 0.02;
/** A class with more than this share of the texts is the more frequent one. */
const unevenShare = 0.6;
/** A training loss below this share of what the classes' frequencies alone give: the texts are known. */
const learntBy = 0.5;
/** Fewer texts than this have no standard error to speak of. */
const fewTexts = 30;
/** Where the classes' mean recall reaches this, they are told apart, however rare one of them is. */
const goodRecall = 0.75;

/**
 * What the losses of a training, and how its network was scored, warn of; nothing where all is well. The
 * losses of the validation may be missing, or not be finite.
 *
 * @param scored undefined where the network was not scored
 * @example
 * ```ts
 * const losses = [0.69, 0.5, 0.3, 0.2, 0.1];
 * const [warning] = findTrainingWarnings({ losses, valLosses: [0.68, 0.6, 0.65, 0.7, 0.9] });
 * warning.code; // => "validation-loss-rises"
 * ```
 */
export function findTrainingWarnings(
  history: LossHistory,
  scored?: ScoredTraining,
): TrainingWarning[] {
  return [
    warnOfStay(history),
    warnOfRise(history),
    scored === undefined ? undefined : warnOfAccuracy(history, scored),
  ].filter((warning) => warning !== undefined);
}

function warnOfRise({ losses, valLosses }: LossHistory): TrainingWarning | undefined {
  const lowest = valLosses.reduce(
    (best, loss, epoch) => (loss < (valLosses[best] ?? Infinity) ? epoch : best),
    -1,
  );
  if (lowest === -1) return undefined;
  const [from, to] = [valLosses[lowest], valLosses[valLosses.length - 1]];
  const since = valLosses.slice(lowest + 1);
  const recent = since.slice(-Math.max(2, Math.ceil(valLosses.length / 10)));
  const mean = recent.reduce((sum, loss) => sum + loss, 0) / recent.length;
  const rose = since.length >= 2 && to > risenBy * from && mean > risenBy * from;
  const steadily =
    since.length >= 3 &&
    to > steadilyRisenBy * from &&
    since.every((loss, i) => loss > (i === 0 ? from : since[i - 1]));
  if (!rose && !steadily) return undefined;
  const best = `${lowest + 1} ${lowest === 0 ? "epoch" : "epochs"}`;
  const [trainedFrom, trainedTo] = [losses[lowest], losses[losses.length - 1]];
  const cause =
    trainedTo < trainedFrom
      ? "The training loss kept falling: since then the network has only learnt what is particular to its " +
        `training texts. Train for ${best}, or on more texts.`
      : "The training loss rose too, so the learning rate may be too high. " +
        `Lower it, or train for ${best}.`;
  return {
    code: "validation-loss-rises",
    message:
      `The validation loss was lowest after epoch ${lowest + 1}, ${from.toFixed(4)}, and had risen to ` +
      `${to.toFixed(4)} after epoch ${valLosses.length}. ${cause}`,
  };
}

function warnOfStay({ losses }: LossHistory): TrainingWarning | undefined {
  const [first, last] = [losses[0], losses[losses.length - 1]];
  if (losses.length < 2 || !(last > stayedAt * first)) return undefined;
  return {
    code: "training-loss-stays",
    message:
      `The training loss has not fallen: ${first.toFixed(4)} in the first epoch, ${last.toFixed(4)} in ` +
      "the last. Try a learning rate ten times higher, and one ten times lower.",
  };
}

function warnOfAccuracy(
  { losses }: LossHistory,
  { evaluation: { accuracy, classes, confusion, count }, of, classNames }: ScoredTraining,
): TrainingWarning | undefined {
  const larger = indexOfLargest(classes.map(({ support }) => support));
  const share = classes[larger].support / count;
  // With one class only there is nothing to tell apart.
  if (share === 1) return undefined;
  const only = classes.findIndex(
    (_, label) => confusion.reduce((sum, row) => sum + row[label], 0) === count,
  );
  const rest = classes.length === 2 ? `“${classNames[1 - larger]}”` : "the rarer classes";
  const wanted =
    share > unevenShare && (only === -1 || only === larger)
      ? `more texts, above all of ${rest}`
      : "more texts";
  const shares = classes.map(({ support }) => support / count);
  const advice =
    losses[losses.length - 1] < learntBy * entropyOf(shares)
      ? `It knows its training texts, so longer training will not help: it needs ${wanted}.`
      : `Train for more epochs or with a higher learning rate, or on ${wanted}.`;
  if (only !== -1) {
    return {
      code: "one-class-predicted",
      message:
        `All ${count} ${of} texts are read as “${classNames[only]}”, right for ` +
        `${classes[only].support} of them: the network does not tell the classes apart. ${advice}`,
    };
  }
  const standardError = count < fewTexts ? 0 : Math.sqrt((share * (1 - share)) / count);
  const recalls = classes.flatMap(({ recall: found }) => (found === null ? [] : [found]));
  const recall = recalls.reduce((sum, found) => sum + found, 0) / recalls.length;
  const near = accuracy - share <= Math.max(nearShare, 2 * standardError);
  if (!near || recall >= goodRecall) return undefined;
  return {
    code: "accuracy-near-largest-class",
    message:
      `The accuracy on the ${of} texts, ${accuracy.toFixed(4)}, is not clearly above ` +
      `${share.toFixed(4)}, which reading every text as “${classNames[larger]}” gives. ${advice}`,
  };
}

/** The mean cross-entropy of giving each class the probability that its share of the texts is. */
function entropyOf(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum - (share === 0 ? 0 : share * log(share)), 0);
}
