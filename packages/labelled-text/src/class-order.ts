import { quote, quoteAll } from "./display.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/** The order of classes: of two, the positive one second. */
export interface ClassOrderOptions {
  /** Of two classes, the one that comes second; default: by `classOrder`. */
  readonly positive?: string | undefined;
  /**
   * `"natural"` (default): pairs that are known, such as neg and pos, ham and spam, 부정 and 긍정, with the
   * positive one second, numbers by size, others in plain string order. `"alphabetical"`: all in plain
   * string order, as versions before this option had it.
   */
  readonly classOrder?: "natural" | "alphabetical" | undefined;
}

/**
 * Names of classes whose plain string order is not known to be the natural one, the positive one second. Numbers and
 * negations of names need not be among them.
 */
const naturalPairs: readonly (readonly string[])[] = (
  "neg/pos, negative/positive, negativ/positiv, négatif/positif, negativo/positivo, " +
  "ham/spam, 햄/스팸, bad/good, no/yes, n/y, false/true, f/t, sad/happy, rotten/fresh, " +
  "hate/love, dislike/like, disagree/agree, reject/accept, rejected/accepted, " +
  "unfavorable/favorable, dissatisfied/satisfied, unhappy/happy, unhelpful/helpful, " +
  "thumbs down/thumbs up, low/high, schlecht/gut, nein/ja, non/oui, mauvais/bon, malo/bueno, " +
  "mal/buen, 부정/긍정, 부정적/긍정적, 나쁨/좋음, 나빠요/좋아요, 싫어요/좋아요, 아니오/예, " +
  "아니요/예, 아니요/네, 거짓/참, 정상/스팸, 불만족/만족, 불만/만족, 반대/찬성, 비추천/추천, " +
  "差评/好评, 负面/正面, 消极/积极, 坏/好, 否/是, 否定/肯定, ネガティブ/ポジティブ, " +
  "悪い/良い, いいえ/はい"
)
  .split(", ")
  .map((pair) => pair.split("/"));

/**
 * Classes in order: of two, the positive one second.
 *
 * @throws LabelledTextError where `positive` names none, or one of more than two
 */
export function orderClasses(
  classes: readonly string[],
  options: ClassOrderOptions,
  location: string,
): readonly string[] {
  if (classes.length === 2) return orderPair(classes, options, location);
  const { positive, classOrder = "natural" } = options;
  if (positive !== undefined) {
    throw new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
      expected: "two classes, of which one is the positive one",
      got: `${classes.length}: ${quoteAll(classes.toSorted())}`,
      advice: "Leave --positive out: of more than two, each class has a probability of its own.",
      location,
    });
  }
  const sorted = classes.toSorted();
  return classOrder === "natural" && sorted.every((name) => isNumber(name.trim()))
    ? sorted.sort((a, b) => Number(a) - Number(b))
    : sorted;
}

/**
 * Sentences on classes whose names differ in case, white space or the writing of accents alone: one of them
 * is likely a slip.
 */
export function remarkOnSimilarNames(classNames: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const name of classNames) {
    const group = groups.get(fold(name));
    if (group === undefined) groups.set(fold(name), [name]);
    else group.push(name);
  }
  return [...groups.values()].flatMap((names) =>
    names.length === 1
      ? []
      : [`The labels ${quoteAll(names)} differ only in how they are written: each is a class.`],
  );
}

function orderPair(
  classes: readonly string[],
  { positive, classOrder = "natural" }: ClassOrderOptions,
  location: string,
): readonly string[] {
  const [first, second] = classes.toSorted();
  if (positive !== undefined) {
    const exact = [first, second].filter((name) => name === positive.trim());
    const found =
      exact.length > 0 ? exact : [first, second].filter((name) => isSame(name, positive));
    if (found.length !== 1) {
      throw new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
        expected: `one of the classes ${quoteAll([first, second])} as the positive one`,
        got: quote(positive),
        advice: "Give --positive the name of a class.",
        location,
      });
    }
    return found[0] === second ? [first, second] : [second, first];
  }
  if (classOrder === "alphabetical") return [first, second];
  return isNaturalOrder(second, first) ? [second, first] : [first, second];
}

/** Whether a pair is known in this order, the positive one second. */
function isNaturalOrder(first: string, second: string): boolean {
  if (naturalPairs.some(([a, b]) => isSame(a, first) && isSame(b, second))) return true;
  const [a, b] = [fold(first), fold(second)];
  if (isNumber(a) && isNumber(b)) return Number(a) < Number(b);
  // The opposite of a class: `not hateful`, `non-toxic`.
  return a !== b && a.replace(/^(?:not|non|no)[ _-]/, "") === b;
}

function isNumber(name: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?$/.test(name);
}

/** Whether two names differ in nothing but case, white space around them, and how accents are written. */
export function isSame(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}
