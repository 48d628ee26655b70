/** Which texts of an evaluation a report follows word by word. */

/** What a text is and was read as. */
export interface ScoredRow {
  readonly row: number;
  readonly label: number;
  readonly readAs: number;
  /** Of two classes that of class 1, of more that of the class read. */
  readonly probability: number;
}

/** The rows of an evaluation; of equally likely classes the first is read, of two the second above the threshold. */
export function readRows(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
  {
    classes,
    threshold = 0.5,
  }: { readonly classes: number; readonly threshold?: number | undefined },
): ScoredRow[] {
  return Array.from(labels, (label, row) => {
    if (classes === 2) {
      const probability = probabilities[row];
      return { row, label, readAs: Number(probability > threshold), probability };
    }
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    const probability = ofRow.reduce((most, value) => Math.max(most, value));
    return { row, label, readAs: ofRow.indexOf(probability), probability };
  });
}

/** Of more than two classes so many texts read rightly and so many read wrongly. */
const mostOfKind = 3;

/**
 * Of each of two classes, the text with the highest probability of class 1 and that with the lowest. Of more
 * classes, the surest of those read rightly, and of those read wrongly, each of another class.
 */
export function chooseTracedRows(rows: readonly ScoredRow[], classes: number): ScoredRow[] {
  const surestFirst = rows.toSorted((a, b) => b.probability - a.probability || a.row - b.row);
  if (classes === 2) {
    const chosen = [1, 0].flatMap((label) => {
      const ofClass = surestFirst.filter((each) => each.label === label);
      return ofClass.length === 0 ? [] : [ofClass[0], ofClass[ofClass.length - 1]];
    });
    return [...new Set(chosen)];
  }
  return [true, false].flatMap((isRight) => {
    const firstOfClass = new Map<number, ScoredRow>();
    for (const each of surestFirst) {
      if ((each.label === each.readAs) !== isRight || firstOfClass.has(each.label)) continue;
      firstOfClass.set(each.label, each);
    }
    return [...firstOfClass.values()].slice(0, mostOfKind);
  });
}

/**
 * The rows of an evaluation whose texts a report shows, so that these alone need be at hand.
 *
 * @param labels 0 to K - 1 a text
 * @param probabilities of class 1, one a text; of K classes more than two K a text, one text after the other
 * @example
 * ```ts
 * findShownRows([1, 0, 1], Float64Array.of(0.2, 0.4, 0.9), 2); // => [2, 0, 1]
 * ```
 */
export function findShownRows(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
  classes: number,
): number[] {
  return chooseTracedRows(readRows(labels, probabilities, { classes }), classes).map(
    ({ row }) => row,
  );
}
