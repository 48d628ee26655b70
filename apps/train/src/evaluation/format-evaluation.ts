import { countColumns, plainText, quote } from "@rnn/labelled-text/display";
import {
  type Confusion,
  type Evaluation,
  findConfusions,
  type ModelComparison,
  type Rejection,
} from "@rnn/text-classifier";
import type { Mistake } from "./describe-mistakes.ts";
import { formatComparison } from "./format-comparison.ts";

const longestText = 200;
/** Of more classes, the largest confusions are listed in place of a matrix, and the worst classes come first. */
const mostInMatrix = 10;
const mostConfusions = 10;
const longestName = 30;

/** How the texts were told apart, where not by the likeliest class of each. */
export interface EvaluatedDecision {
  readonly threshold?: number | undefined;
  readonly rejection?: Rejection | undefined;
  /** The column by which the texts count; undefined where each counts once. */
  readonly weightColumn?: string | undefined;
}

/** The figures, the classes and the worst mistakes, for a terminal. */
export function formatEvaluation(
  evaluation: Evaluation,
  names: readonly string[],
  mistakes: readonly Mistake[],
  ofParts?: ModelComparison,
  { threshold, rejection, weightColumn }: EvaluatedDecision = {},
): string {
  const { count, weight, accuracy, loss, rocAuc, expectedCalibrationError } = evaluation;
  const classNames = names.map(plainText);
  const isOfTwo = classNames.length === 2;
  return [
    `Texts     ${count}`,
    ...(weight === undefined ? [] : [formatWeight(weight, weightColumn)]),
    `Accuracy  ${figure(accuracy)}${threshold === undefined ? "" : `   (${classNames[1]} above ${figure(threshold)})`}`,
    ...(isOfTwo ? [] : [formatTopAccuracy(evaluation)]),
    `Loss      ${figure(loss)}`,
    `ROC AUC   ${figure(rocAuc)}${isOfTwo ? "" : "   (mean of each class against the rest)"}`,
    `ECE       ${figure(expectedCalibrationError)}   (expected calibration error, 15 bins)`,
    ...(rejection === undefined ? [] : [formatRejection(rejection)]),
    "",
    ...(classNames.length > mostInMatrix
      ? formatConfusions(evaluation, classNames)
      : formatMatrix(evaluation, classNames)),
    "",
    ...formatClasses(evaluation, classNames),
    ...(ofParts === undefined
      ? []
      : [
          "",
          ...(threshold === undefined ? [] : ["Each part by its likeliest class:"]),
          ...formatComparison(ofParts),
        ]),
    ...(mistakes.length === 0 ? [] : ["", "Most confidently wrong:"]),
    ...mistakes.map((mistake) => formatMistake(mistake, isOfTwo)),
  ].join("\n");
}

function figure(value: number | null): string {
  return value === null ? "none" : value.toFixed(4);
}

/** A count of texts, or a sum of weights. */
function amount(value: number): string {
  return String(Number(value.toFixed(4)));
}

function formatWeight(weight: number, column = ""): string {
  return `Weight    ${amount(weight)}   (all figures count each text by the column ${quote(column)})`;
}

function formatRejection({ below, rejected, share, accuracy }: Rejection): string {
  const rest = accuracy === null ? "" : `; accuracy of the rest ${figure(accuracy)}`;
  return `Not sure  ${figure(share)}   (${rejected} texts, below ${below}${rest})`;
}

/** How often the right class is among the likeliest three, or two of three. */
function formatTopAccuracy({ topAccuracies }: Evaluation): string {
  const k = Math.min(3, topAccuracies.length - 1);
  return `Top ${k}     ${figure(topAccuracies[k - 1])}`;
}

function formatMatrix({ confusion }: Evaluation, classNames: readonly string[]): string[] {
  const cells = confusion.map((row) => row.map(amount));
  const width =
    Math.max(9, ...classNames.map(countColumns), ...cells.flat().map(({ length }) => length)) + 2;
  return [
    "Confusion: a row a true class, a column a predicted one",
    formatRow("", classNames, width),
    ...classNames.map((name, i) => formatRow(name, cells[i], width)),
  ];
}

function formatConfusions(
  { confusion, classes, weight }: Evaluation,
  classNames: readonly string[],
) {
  const all = findConfusions(confusion);
  const wrong = all.reduce((sum, { count }) => sum + count, 0);
  const line = ({ label, predicted, count }: Confusion): string =>
    `${amount(count).padStart(5)} of ${amount(classes[label].support).padEnd(5)} ` +
    `${short(classNames[label])} taken for ${short(classNames[predicted])}`;
  const listed = all.slice(0, mostConfusions);
  return wrong === 0
    ? ["Confusion: none"]
    : [
        `Largest confusions, of ${weight === undefined ? wrong : `a weight of ${amount(wrong)} in`} texts taken for another class:`,
        ...listed.map(line),
      ];
}

/** Of few classes in their order, of many the lowest F1 first. */
function formatClasses(
  { classes, averages, weight }: Evaluation,
  classNames: readonly string[],
): string[] {
  const isOfMany = classNames.length > mostInMatrix;
  const names = isOfMany ? classNames.map(short) : classNames;
  const isOfTwo = classNames.length === 2;
  const averageNames = isOfTwo ? [] : ["mean (macro)", "weighted"];
  const longest = Math.max(9, ...[...names, ...averageNames].map(countColumns)) + 2;
  const widest = Math.max(9, ...classes.map(({ support }) => amount(support).length)) + 2;
  const width = isOfTwo ? Math.max(longest, widest) : widest;
  const row = (name: string, cells: readonly string[]): string =>
    formatRow(name, cells, width, longest);
  const f1Of = (label: number): number => classes[label].f1 ?? 2;
  const labels = [...classNames.keys()];
  const order = isOfMany ? labels.sort((a, b) => f1Of(a) - f1Of(b) || a - b) : labels;
  return [
    row("", ["precision", "recall", "F1", weight === undefined ? "texts" : "weight"]),
    ...order.map((label) => {
      const { precision, recall, f1, support } = classes[label];
      return row(names[label], [figure(precision), figure(recall), figure(f1), amount(support)]);
    }),
    ...[averages.macro, averages.weighted]
      .slice(0, averageNames.length)
      .map(({ precision, recall, f1 }, i) =>
        row(averageNames[i], [figure(precision), figure(recall), figure(f1), ""]),
      ),
  ];
}

function formatMistake(
  { origin, trueClass, readAs, probability, text }: Mistake,
  isOfTwo: boolean,
) {
  const flat = plainText(text.replaceAll(/\s+/g, " "));
  const cut = flat.length > longestText ? `${flat.slice(0, longestText)}...` : flat;
  const [where, name] = [plainText(origin), plainText(trueClass)];
  const taken = isOfTwo ? "the other" : plainText(readAs);
  return `- ${where}, ${name}, taken for ${taken} with ${probability.toFixed(4)}:\n  ${cut}`;
}

function formatRow(
  name: string,
  cells: readonly string[],
  width: number,
  nameWidth = width,
): string {
  const spaces = (text: string, of: number) => " ".repeat(Math.max(0, of - countColumns(text)));
  const aligned = cells.map((cell) => spaces(cell, width) + cell).join("");
  return (name + spaces(name, nameWidth) + aligned).trimEnd();
}

function short(name: string): string {
  const characters = Array.from(name);
  return characters.length <= longestName
    ? name
    : `${characters.slice(0, longestName - 3).join("")}...`;
}
