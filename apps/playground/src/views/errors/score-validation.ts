import type { Scored } from "../../worker/inspect/find-errors.ts";

/** Counts of texts by true class and by the class that they are taken for. */
export type Confusion = readonly [readonly [number, number], readonly [number, number]];

/** The confusion matrix where probabilities above the threshold are taken for the second class. */
export function countConfusion({ probabilities, labels }: Scored, threshold: number): Confusion {
  const counts: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  for (const [n, label] of labels.entries()) counts[label][Number(probabilities[n] > threshold)]++;
  return counts;
}

/** The places of the texts of a true class that are taken for a class, those that it is surest of first. */
export function listTexts(
  { probabilities, labels }: Scored,
  threshold: number,
  [truth, taken]: readonly [number, number],
): number[] {
  return [...labels.keys()]
    .filter((n) => labels[n] === truth && Number(probabilities[n] > threshold) === taken)
    .sort((a, b) => (probabilities[b] - probabilities[a]) * (taken === 1 ? 1 : -1));
}

/** How many texts of each class have a probability in each of so many equal bins. */
export function countBins({ probabilities, labels }: Scored, bins: number): [number, number][] {
  const counts = Array.from({ length: bins }, (): [number, number] => [0, 0]);
  for (const [n, p] of probabilities.entries()) {
    counts[Math.min(bins - 1, Math.floor(p * bins))][labels[n]]++;
  }
  return counts;
}

/** For each bin that has texts: their mean probability, and the share of them that is of the second class. */
export function reliability({ probabilities, labels }: Scored, bins: number): [number, number][] {
  const sums = Array.from({ length: bins }, () => ({ p: 0, second: 0, count: 0 }));
  for (const [n, p] of probabilities.entries()) {
    const bin = sums[Math.min(bins - 1, Math.floor(p * bins))];
    bin.p += p;
    bin.second += labels[n];
    bin.count++;
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ p, second, count }) => [p / count, second / count]);
}
