import { plainText } from "@rnn/labelled-text/display";
import type { Evaluation } from "@rnn/text-classifier";
import type { Mistake } from "./describe-mistakes.ts";

const longestText = 200;

/** The figures, both classes and the worst mistakes, for a terminal. */
export function formatEvaluation(
  { count, accuracy, loss, rocAuc, confusion, classes }: Evaluation,
  names: readonly string[],
  mistakes: readonly Mistake[],
): string {
  const classNames = names.map(plainText);
  const width = Math.max(9, ...classNames.map((name) => name.length)) + 2;
  const figure = (value: number | null): string => (value === null ? "none" : value.toFixed(4));
  const row = (name: string, cells: readonly (string | number)[]): string =>
    name.padEnd(width) + cells.map((cell) => String(cell).padStart(width)).join("");
  return [
    `Texts     ${count}`,
    `Accuracy  ${figure(accuracy)}`,
    `Loss      ${figure(loss)}`,
    `ROC AUC   ${figure(rocAuc)}`,
    "",
    "Confusion: a row a true class, a column a predicted one",
    row("", classNames),
    ...classNames.map((name, i) => row(name, confusion[i])),
    "",
    row("", ["precision", "recall", "F1", "texts"]),
    ...classNames.map((name, i) => {
      const { precision, recall, f1, support } = classes[i];
      return row(name, [figure(precision), figure(recall), figure(f1), support]);
    }),
    ...(mistakes.length === 0 ? [] : ["", "Most confidently wrong:"]),
    ...mistakes.map(({ origin, trueClass, probability, text }) => {
      const flat = plainText(text.replaceAll(/\s+/g, " "));
      const cut = flat.length > longestText ? `${flat.slice(0, longestText)}...` : flat;
      const [where, name] = [plainText(origin), plainText(trueClass)];
      return `- ${where}, ${name}, taken for the other with ${probability.toFixed(4)}:\n  ${cut}`;
    }),
  ].join("\n");
}
