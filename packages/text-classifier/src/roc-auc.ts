/**
 * The area under the receiver operating characteristic, by ranks: of P rows of class 1 and N of class 0,
 *
 *   AUC = (sum of the ranks of class 1 - P (P + 1) / 2) / (P N)
 *
 * where rows of equal score share the mean of their ranks, so that equal pairs count half. Null where P or
 * N is 0. (Mann and Whitney, On a test of whether one of two random variables is stochastically larger
 * than the other, 1947.)
 */
export function rocAuc(labels: Float64Array, scores: Float64Array): number | null {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const order = Int32Array.from(scores, (_, n) => n).sort((a, b) => scores[a] - scores[b]);
  let rankSum = 0;
  let first = 0;
  while (first < order.length) {
    let end = first;
    let positivesHere = 0;
    while (end < order.length && scores[order[end]] === scores[order[first]]) {
      positivesHere += labels[order[end++]];
    }
    // Ranks count from 1: those from first + 1 to end.
    rankSum += (positivesHere * (first + 1 + end)) / 2;
    first = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
