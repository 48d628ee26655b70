import type { Labels } from "@rnn/model";
import { type DType, Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";

/**
 * Probabilities of rows: of class 1 alone, a number a row, or of each class, a list a row; as lists or as a
 * tensor `[N]`, `[N, 1]` or `[N, K]`.
 */
export type Probabilities = Tensor<DType> | ArrayLike<number> | readonly ArrayLike<number>[];

/** Labels and the probabilities beside them, row by row. */
export interface Scores {
  readonly labels: Float64Array;
  /** K: how many classes there are. */
  readonly classes: number;
  /** 1 where the probabilities are those of class 1, else K. */
  readonly columns: number;
  /** `[N, columns]`, row by row. */
  readonly probabilities: Float64Array;
}

/** A row's probabilities may sum to 1 but for this: float32 and printed figures are rounded. */
const sumTolerance = 1e-3;

/**
 * Checked copies.
 * @throws RangeError for no rows, for lengths that differ, for labels that are no class, for probabilities
 *   outside [0, 1], for rows whose probabilities do not sum to 1. TypeError for what is not a list of numbers.
 */
export function readScores(
  caller: string,
  givenLabels: Labels,
  givenProbabilities: Probabilities,
): Scores {
  const labels = columnOf(caller, "labels", givenLabels);
  const { columns, values } = readMatrix(caller, givenProbabilities);
  const scores = { labels, classes: Math.max(2, columns), columns, probabilities: values };
  checkRows(caller, scores);
  return scores;
}

/** The probability that a row has of a class. */
export function probabilityOfClass(
  { columns, probabilities }: Scores,
  row: number,
  label: number,
): number {
  if (columns > 1) return probabilities[row * columns + label];
  return label === 1 ? probabilities[row] : 1 - probabilities[row];
}

/**
 * The class that each row is taken for: the likeliest, of equally likely ones the first. Of two classes, class
 * 1 where its probability is above the threshold.
 */
export function classifyRows({ columns, probabilities, labels }: Scores, threshold = 0.5) {
  if (columns === 1) return Int32Array.from(probabilities, (p) => Number(p > threshold));
  return Int32Array.from(labels, (_, n) =>
    indexOfLargest(probabilities.subarray(n * columns, (n + 1) * columns)),
  );
}

/** The place of the largest number, the first where several are equal. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}

/** Probabilities as rows of one or of K columns. */
function readMatrix(caller: string, given: unknown): { columns: number; values: Float64Array } {
  if (given instanceof Tensor && given.shape.length === 2 && given.shape[1] > 1) {
    const { data } = (given as Tensor<DType>).astype("float64").contiguous();
    return { columns: given.shape[1], values: Float64Array.from(data) };
  }
  if (!Array.isArray(given) || !isList(given[0])) {
    return { columns: 1, values: columnOf(caller, "probabilities", given, " or [N, K]") };
  }
  const rows = given.map((row: unknown, n) => {
    if (isList(row) && row.length === (given[0] as unknown[]).length) {
      return columnOf(caller, `probabilities [${n}]`, row);
    }
    const got = isList(row) ? `${row.length}` : describeValue(row);
    throw new RangeError(
      `${caller}: expected ${(given[0] as unknown[]).length} probabilities in each row, got ${got} (at [${n}]).`,
    );
  });
  const columns = rows[0].length;
  const values = new Float64Array(rows.length * columns);
  for (const [n, row] of rows.entries()) values.set(row, n * columns);
  return { columns, values };
}

function isList(given: unknown): given is ArrayLike<unknown> {
  return Array.isArray(given) || (ArrayBuffer.isView(given) && "length" in given);
}

/** A column of numbers as float64. */
function columnOf(caller: string, name: string, given: unknown, orShape = ""): Float64Array {
  if (given instanceof Tensor) {
    const tensor = given as Tensor<DType>;
    if (tensor.size === tensor.shape[0]) return Float64Array.from(tensor.astype("float64").data);
    throw new RangeError(
      `${caller}: expected ${name} of shape [N] or [N, 1]${orShape}, got [${tensor.shape.join(", ")}].`,
    );
  }
  if (!isList(given)) {
    throw new TypeError(
      `${caller}: expected ${name} to be a Tensor or a list of numbers, got ${describeValue(given)}.`,
    );
  }
  return Float64Array.from(given, (value, n) => {
    if (typeof value === "number") return value;
    throw new TypeError(
      `${caller}: expected ${name} to be numbers, got ${describeValue(value)} (at [${n}]).`,
    );
  });
}

function checkRows(caller: string, { labels, classes, columns, probabilities }: Scores): void {
  const rows = probabilities.length / columns;
  if (labels.length !== rows || labels.length === 0) {
    throw new RangeError(
      `${caller}: expected as many labels as probabilities, and at least one, ` +
        `got ${labels.length} labels and ${rows} ${columns === 1 ? "" : "rows of "}probabilities.`,
    );
  }
  checkLabels(caller, labels, classes);
  const at = (place: number): string =>
    columns === 1 ? `${place}` : `${Math.floor(place / columns)}, ${place % columns}`;
  const outside = probabilities.findIndex((probability) => !isProbability(probability));
  if (outside >= 0) {
    throw new RangeError(
      `${caller}: expected probabilities from 0 to 1, got ${probabilities[outside]} (at [${at(outside)}]).`,
    );
  }
  if (columns === 1) return;
  for (let n = 0; n < rows; n++) {
    const sum = probabilities
      .subarray(n * columns, (n + 1) * columns)
      .reduce((total, probability) => total + probability, 0);
    if (Math.abs(sum - 1) <= sumTolerance) continue;
    throw new RangeError(
      `${caller}: expected the probabilities of a row to sum to 1, got ${sum} (at [${n}]).`,
    );
  }
}

/** @throws RangeError for a label that is no class */
export function checkLabels(caller: string, labels: ArrayLike<number>, classes: number): void {
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    const rule = classes === 2 ? "0 or 1" : `from 0 to ${classes - 1}`;
    throw new RangeError(`${caller}: expected labels ${rule}, got ${label} (at [${row}]).`);
  }
}

/** Whether a number is from 0 to 1. */
export function isProbability(value: number): boolean {
  return value >= 0 && value <= 1;
}
