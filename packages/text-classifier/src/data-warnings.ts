import type { ClassLabels } from "@rnn/labelled-text";
import { quote, quoteAll } from "@rnn/labelled-text/display";
import type { DataSummary, PartSummary } from "./data-summary.ts";
import type { DataWarning } from "./data-warning.ts";
import { formatPercent } from "./format-percent.ts";
import { nameToken } from "./text/name-token.ts";
import type { Tokens } from "./text/text-format.ts";

/** Fewer training texts than this teach next to nothing. */
const fewTexts = 100;
/** Fewer validation texts than this give an accuracy in steps of several per cent. */
const fewValidationTexts = 20;
/** A class with a smaller share than this is rare. */
const rareShare = 0.05;
/** A class of fewer texts than `rareTexts` is so from a higher share on. */
const rareTexts = 20;
const rareShareOfFew = 0.1;
/** Of more rare classes, one warning names the rarest. */
const mostNamed = 3;
const unknownWordsShare = 0.5;
const unknownTextsShare = 0.25;
const cutTextsShare = 0.25;
/** Where fewer of the training texts' words are unknown, a larger vocabulary would hardly hold more. */
const restShare = 0.02;

/** What the warnings need to know besides the summary. */
export interface LearntTexts {
  /** The texts to train on: those whose words are the vocabulary. */
  readonly learnt: PartSummary;
  /** A `maxlen` that would read most of them whole. */
  readonly fittingMaxlen: number;
  /** How many of the most frequent words the vocabulary leaves out, by --skip-top. */
  readonly skipTop: number;
  /** What is counted: words, or characters in their place. */
  readonly tokens: Tokens;
  /** Of all texts that are not for testing, in their order. */
  readonly labels: ClassLabels;
  /** See `warnOfRepeatedTexts`. */
  readonly ofRepeatedTexts: readonly DataWarning[];
}

type Measured = Omit<DataSummary, "warnings">;

/** What may make a run's figures mean less than they seem to; nothing where all is well. */
export function findDataWarnings(summary: Measured, texts: LearntTexts): DataWarning[] {
  const { learnt } = texts;
  const { validation, test } = summary;
  const parts: NamedPart[] = [
    { name: "training", part: learnt },
    ...(validation === undefined ? [] : [{ name: "validation", part: validation }]),
    ...(test === undefined ? [] : [{ name: "test", part: test }]),
  ];
  return [
    ...warnOfFewTexts(summary, learnt),
    ...warnOfClasses(summary, learnt),
    ...(isSorted(texts.labels)
      ? [
          warning(
            "sorted-by-class",
            "The texts come sorted by class. The run shuffles them; a split taken by hand would not.",
          ),
        ]
      : []),
    ...texts.ofRepeatedTexts,
    ...warnOfUnknowns(parts, texts),
    ...warnOfCutTexts(summary, texts),
  ];
}

interface NamedPart {
  readonly name: string;
  readonly part: PartSummary;
}

function warning(code: DataWarning["code"], message: string): DataWarning {
  return { code, message };
}

function warnOfFewTexts({ validation }: Measured, learnt: PartSummary): DataWarning[] {
  const warnings: DataWarning[] = [];
  if (learnt.texts === 1) {
    const message =
      "There is only 1 text to train on: nothing can be learnt from it. Give more texts" +
      (validation === undefined ? "." : ", or keep fewer for validation: --validation-size.");
    warnings.push(warning("few-training-texts", message));
  } else if (learnt.texts < fewTexts) {
    const message =
      `There are only ${learnt.texts} texts to train on; figures from so few say little. ` +
      "Give more texts: a few hundred of each class are a beginning.";
    warnings.push(warning("few-training-texts", message));
  }
  if (validation !== undefined && validation.texts < fewValidationTexts) {
    const texts = validation.texts === 1 ? "is only 1 text" : `are only ${validation.texts} texts`;
    const message =
      `There ${texts} to validate with: each one moves the validation accuracy by ` +
      `${formatPercent(1 / validation.texts)}. Give more texts, or keep more of them: --validation-size.`;
    warnings.push(warning("few-validation-texts", message));
  }
  return warnings;
}

function warnOfClasses({ classNames, train }: Measured, learnt: PartSummary): DataWarning[] {
  const missing = classNames.filter((_, i) => learnt.classCounts[i] === 0);
  if (missing.length > 0 && learnt.texts > 0) {
    const [classes, them] =
      missing.length === 1 ? ["the class", "it"] : [`${missing.length} classes,`, "them"];
    const message =
      `Of ${classes} ${quoteAll(missing)}${missing.length === 1 ? "" : ","} there is no text to train on: ` +
      `the network cannot learn ${them}. Give more texts of ${them}, or another --seed for the split.`;
    return [warning("missing-class", message)];
  }
  // What is rare among two classes is the usual among a hundred.
  const ofTwo = (2 * train.texts) / classNames.length;
  const rare = [...classNames.keys()].filter((i) => {
    const count = train.classCounts[i];
    return count < rareShare * ofTwo || (count < rareTexts && count < rareShareOfFew * ofTwo);
  });
  if (rare.length > mostNamed) {
    const fewestFirst = rare.sort((a, b) => train.classCounts[a] - train.classCounts[b]);
    const named = fewestFirst
      .slice(0, mostNamed)
      .map((i) => `${quote(classNames[i])} (${train.classCounts[i]} of ${train.texts} texts)`);
    const message =
      `${rare.length} of ${classNames.length} classes hardly occur, the fewest times ${named.join(", ")}. ` +
      "A network that never names them would seem accurate: judge by the macro averages, and give more texts of them.";
    return [warning("rare-class", message)];
  }
  return rare.map((i) =>
    warning(
      "rare-class",
      `The class ${quote(classNames[i])} hardly occurs: ${train.classCounts[i]} of ${train.texts} texts. ` +
        "A network that never names it would seem accurate: judge by the recall and F1 of the class, and give more texts of it.",
    ),
  );
}

function warnOfUnknowns(parts: readonly NamedPart[], texts: LearntTexts): DataWarning[] {
  const token = nameToken(texts.tokens);
  const advice = adviceOnWords(texts);
  // Once is enough: the words of texts that were not learnt are not known better than those that were.
  const words = parts.find(({ part }) => part.unknownShare > unknownWordsShare);
  const unread = parts.filter(({ part }) => part.unknownRows > unknownTextsShare * part.texts);
  const ofWords =
    words === undefined
      ? []
      : [
          warning(
            "unknown-words",
            `${formatPercent(words.part.unknownShare)} of the ${words.name} texts' ${token}s are not in ` +
              `the vocabulary. ${advice}`,
          ),
        ];
  const ofTexts = unread.map(({ name, part }) => {
    const areEmpty = part.emptyRows === part.unknownRows;
    const what = areEmpty ? `no ${token}` : `no ${token} of the vocabulary`;
    const todo = areEmpty ? "See whether the right column is read: --text-column." : advice;
    return warning(
      "unknown-texts",
      `${part.unknownRows} of ${part.texts} ${name} texts have ${what}: ` +
        `to the network they are all the same.${words === undefined ? ` ${todo}` : ""}`,
    );
  });
  return [...ofWords, ...ofTexts];
}

function adviceOnWords({ learnt, skipTop, tokens }: LearntTexts): string {
  const lower = skipTop > 0 ? " or a lower --skip-top" : "";
  return learnt.unknownShare > restShare
    ? `A higher --num-words${lower} lets the network see more.`
    : `No training text has these ${nameToken(tokens)}s: train on more texts, or on texts of the same kind.`;
}

function warnOfCutTexts(
  { maxlen }: Measured,
  { learnt, fittingMaxlen, tokens }: LearntTexts,
): DataWarning[] {
  if (learnt.cutShare <= cutTextsShare) return [];
  const message =
    `${formatPercent(learnt.cutShare)} of the training texts are cut: the network reads the last ${maxlen} known ${nameToken(tokens)}s ` +
    `of a text. --maxlen ${fittingMaxlen} would read nine of ten whole, and training would take longer.`;
  return [warning("cut-texts", message)];
}

/** Whether each class's texts come in one piece, several of them together. */
function isSorted(labels: ClassLabels): boolean {
  let changes = 0;
  for (let i = 1; i < labels.length; i++) if (labels[i] !== labels[i - 1]) changes++;
  const classes = new Set(labels).size;
  return classes > 1 && changes === classes - 1 && labels.length > classes;
}
