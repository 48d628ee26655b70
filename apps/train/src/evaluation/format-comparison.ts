import type { ClassifierModel, ModelComparison } from "@rnn/text-classifier";

/** What the parts of a classifier are called. */
const modelNames: Readonly<Record<ClassifierModel, string>> = {
  rnn: "recurrent network",
  ngrams: "n-grams",
  both: "both together",
};

const order: readonly ClassifierModel[] = ["ngrams", "rnn", "both"];

/**
 * The parts of a classifier, one a line, and by how much their accuracies differ.
 *
 * @param chosen the one that is used, which is marked; undefined where all are
 */
export function formatComparison(
  { evaluations, differences }: ModelComparison,
  chosen?: ClassifierModel,
): string[] {
  const width = Math.max(...Object.values(modelNames).map(({ length }) => length)) + 2;
  const rows = order.flatMap((model) => {
    const found = evaluations[model];
    if (found === undefined) return [];
    const figures = [found.accuracy, found.averages.macro.f1, found.loss];
    const cells = figures.map((value) => value.toFixed(4).padStart(10)).join("");
    return [`${modelNames[model].padEnd(width)}${cells}${model === chosen ? "   (used)" : ""}`];
  });
  const header = ["accuracy", "macro F1", "loss"].map((name) => name.padStart(10)).join("");
  return [
    `${"".padEnd(width)}${header}`,
    ...rows,
    ...differences.map(({ first, second, difference, low, high }) => {
      const isChance = low <= 0 && high >= 0;
      const remark = difference === 0 ? ": no difference" : isChance ? ": may be chance" : "";
      return `${modelNames[first]} less ${modelNames[second]}: ${signed(difference)} (${signed(low)} to ${signed(high)})${remark}`;
    }),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
}
