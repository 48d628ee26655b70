import type { FittedLogistic, LogisticStart } from "./logistic-regression.ts";
import type { TfidfVectorizer } from "./tfidf-vectorizer.ts";

/** What a classifier of n-grams knows: what was found in texts, and the coefficients of it. */
export interface FittedClassifier {
  readonly parts: readonly TfidfVectorizer[];
  readonly regression: FittedLogistic;
}

/**
 * How much a text that was read before counts in holding what was learnt of it, in parts of a text that is read now:
 * a logistic loss has a curvature of 1/4 at most, and little where it is small. Chosen on validation rows of halves of
 * six sets: docs/decisions/2026-11-26-going-on.md.
 */
const held = 0.03;

/**
 * The coefficients of a fit, for the columns and classes of one that goes on from it: those of an n-gram that
 * weighs less by now are larger, so that texts keep their logits; those that are new are zero.
 *
 * The more texts an n-gram was in, the firmer is its coefficient held, as the curvature of their loss would: by its
 * squares over all texts, which are those of the idf over the mean of all texts' squared lengths.
 *
 * @param parts the vectorizers that went on from those of the earlier fit
 */
export function startFrom(
  { parts: earlierParts, regression }: FittedClassifier,
  parts: readonly TfidfVectorizer[],
  classes: number,
  C: number,
): LogisticStart {
  const outputs = classes === 2 ? 1 : classes;
  const total = parts.reduce((sum, { columns }) => sum + columns, 0);
  const coefficients = new Float64Array(total * outputs);
  const precisions = new Float64Array(total).fill(1);
  let [first, firstEarlier] = [0, 0];
  parts.forEach((part, n) => {
    const { columns, ratios } = part.compareColumns(earlierParts[n].fitted);
    const squares = earlierParts[n].squares();
    columns.forEach((column, earlier) => {
      precisions[first + column] += held * C * squares[earlier];
      const row = spread(regression.coefficients, firstEarlier + earlier, regression, outputs);
      for (let k = 0; k < row.length; k++) {
        coefficients[(first + column) * outputs + k] = row[k] * ratios[earlier];
      }
    });
    first += part.columns;
    firstEarlier += columns.length;
  });
  const intercepts = new Float64Array(outputs);
  const known = spread(regression.intercepts, 0, regression, outputs);
  // A class that is new begins as likely as the others are on average.
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  intercepts.fill(mean);
  intercepts.set(known);
  const texts = earlierParts[0].fitted.documentCount;
  return {
    classes,
    coefficients,
    intercepts,
    precisions,
    interceptPrecision: 1 + held * C * texts,
  };
}

/** A row of the numbers of each output; of two classes that become more, the logit's halves are those of both. */
function spread(
  values: ArrayLike<number>,
  row: number,
  { intercepts }: FittedLogistic,
  outputs: number,
): number[] {
  const width = intercepts.length;
  if (width === 1 && outputs > 1) return [-values[row] / 2, values[row] / 2];
  return Array.from({ length: width }, (_, k) => values[row * width + k]);
}
