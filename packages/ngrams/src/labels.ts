import { describeValue } from "@rnn/tensor/checks";

/** Classes of rows, from 0 on: an array, a typed array or a tensor `[N]`. */
export type Labels = ArrayLike<number> | { contiguous(): { readonly data: ArrayLike<number> } };

/**
 * The labels as whole numbers, and how many classes they name: one more than the largest.
 * @param least how many classes there are at least, also without rows; 0 asks for rows of two
 * @throws RangeError, TypeError for labels that are not a whole number from 0 on a row, or one class only
 */
export function resolveLabels(
  caller: string,
  given: Labels,
  rows: number,
  least = 0,
): { labels: Int32Array; classes: number } {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`${caller}: expected labels [N], got ${describeValue(given)}.`);
  }
  const values = "contiguous" in given ? given.contiguous().data : given;
  if (values.length !== rows) {
    throw new RangeError(
      `${caller}: expected a label for each of the ${rows} rows, got ${values.length} labels.`,
    );
  }
  let classes = least;
  for (let row = 0; row < rows; row++) {
    const label = values[row];
    if (!Number.isInteger(label) || label < 0 || label > 0xffff) {
      throw new RangeError(
        `${caller}: expected labels to be whole numbers from 0 on, got ${describeValue(label)} (at [${row}]).`,
      );
    }
    classes = Math.max(classes, label + 1);
  }
  const labels = Int32Array.from(values);
  const isOfOne = least === 0 && labels.every((label) => label === labels[0]);
  if (rows === 0 || isOfOne) {
    throw new RangeError(
      `${caller}: expected rows of two classes or more, got ${rows === 0 ? "no rows" : `class ${labels[0]} only`}.`,
    );
  }
  return { labels, classes };
}
