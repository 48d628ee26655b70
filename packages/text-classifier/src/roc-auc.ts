/**
 * The area under the receiver operating characteristic: of P positive and N negative rows,
 *
 *   AUC = (pairs where the positive row has the higher score + half of those with equal ones) / (P N)
 *
 * Null where P or N is 0. (Mann and Whitney, On a test of whether one of two random variables is
 * stochastically larger than the other, 1947.)
 *
 * @param isPositive whether the row with this number is one of the positive ones
 */
export function rocAuc(scores: Float64Array, isPositive: (row: number) => boolean): number | null {
  const positives = scores.filter((_, row) => isPositive(row)).sort();
  const negatives = scores.length - positives.length;
  if (positives.length === 0 || negatives === 0) return null;
  let pairs = 0;
  for (let row = 0; row < scores.length; row++) {
    if (isPositive(row)) continue;
    const score = scores[row];
    const above = positives.length - countBelow(positives, (value) => value <= score);
    const from = positives.length - countBelow(positives, (value) => value < score);
    pairs += above + (from - above) / 2;
  }
  return pairs / (positives.length * negatives);
}

/** How many of the sorted values are on the lower side of a bound. */
function countBelow(sorted: Float64Array, isBelow: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
