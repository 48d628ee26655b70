/** The middle value; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** p of the curve c x^p that fits best: the slope of a line through the logarithms, by least squares. */
export function exponent(
  points: readonly { readonly value: number; readonly ms: number }[],
): number {
  const x = points.map(({ value }) => Math.log(value));
  const y = points.map(({ ms }) => Math.log(ms));
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [xMean, yMean] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, i) => (value - xMean) * (y[i] - yMean)));
  return covariance / mean(x.map((value) => (value - xMean) ** 2));
}

/** The value below which this share of the values is; NaN of none. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
