/** What a confusion matrix says of each class, and of all together. */

/** How one class was distinguished from the others. */
export interface ClassEvaluation {
  /** Of the rows taken for this class, the share that is of it; null where none was taken for it. */
  readonly precision: number | null;
  /** Of the rows of this class, the share that was taken for it; null where there is none. */
  readonly recall: number | null;
  /** The harmonic mean of both; null where no row is of this class or was taken for it. */
  readonly f1: number | null;
  /** How many rows are of this class. */
  readonly support: number;
}

/** Precision, recall and F1 of all classes together. */
export interface AveragedScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The three usual averages over classes. */
export interface ScoreAverages {
  /** The mean over the classes that occur among the labels or the predictions, 0 / 0 counted as 0. */
  readonly macro: AveragedScores;
  /** All rows as one: with one class a row, each of the three is the accuracy. */
  readonly micro: AveragedScores;
  /** The mean weighted by how many rows each class has. */
  readonly weighted: AveragedScores;
}

/** Counts of no rows yet, `[K][K]`: a row a true class, a column the class that it was taken for. */
export function emptyConfusion(classes: number): number[][] {
  return Array.from({ length: classes }, () => Array<number>(classes).fill(0));
}

/** Each class by itself. */
export function scoreClasses(confusion: readonly (readonly number[])[]): ClassEvaluation[] {
  const taken = new Float64Array(confusion.length);
  for (const row of confusion) for (let k = 0; k < row.length; k++) taken[k] += row[k];
  return confusion.map((row, k) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    return {
      precision: share(row[k], taken[k]),
      recall: share(row[k], support),
      f1: share(2 * row[k], taken[k] + support),
      support,
    };
  });
}

/**
 * Averages over the classes of an evaluation, of which there is at least one row.
 *
 * @param classes each class by itself, as `evaluate` gives them
 * @param accuracy the share of rows that are taken for what they are
 * @example
 * ```ts
 * const { classes, accuracy } = evaluate([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.9]);
 * averageScores(classes, accuracy).macro.recall; // => 0.75
 * ```
 */
export function averageScores(
  classes: readonly ClassEvaluation[],
  accuracy: number,
): ScoreAverages {
  // f1 is null for those classes alone that have no row and were never predicted.
  const present = classes.filter(({ f1 }) => f1 !== null);
  const average = (weightOf: (scores: ClassEvaluation) => number): AveragedScores => {
    const all = present.reduce((sum, scores) => sum + weightOf(scores), 0);
    const mean = (name: keyof AveragedScores): number =>
      present.reduce((sum, scores) => sum + weightOf(scores) * (scores[name] ?? 0), 0) / all;
    return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
  };
  return {
    macro: average(() => 1),
    micro: { precision: accuracy, recall: accuracy, f1: accuracy },
    weighted: average(({ support }) => support),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Rows of one class that were taken for another. */
export interface Confusion {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/**
 * The classes that are confused most often, the largest counts first; equal ones in the order of the classes.
 *
 * @param confusion `[K][K]`, as `evaluate` gives it
 * @example
 * ```ts
 * findConfusions([[5, 1, 0], [3, 6, 0], [0, 0, 4]])[0]; // => { label: 1, predicted: 0, count: 3 }
 * ```
 */
export function findConfusions(confusion: readonly (readonly number[])[]): Confusion[] {
  const found = confusion.flatMap((row, label) =>
    row.flatMap((count, predicted) =>
      label === predicted || count === 0 ? [] : [{ label, predicted, count }],
    ),
  );
  return found.sort((a, b) => b.count - a.count);
}
