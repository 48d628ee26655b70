import type { NgramFeature } from "@rnn/ngrams";

/**
 * N-grams of one text, each once, those that weigh most first. A word, the run of its characters and the same run with
 * the space before or after it read alike, and what they add to a logit adds up; the word's kind stays.
 */
export function mergeEqualNgrams(features: readonly NgramFeature[]): NgramFeature[] {
  const merged = new Map<string, NgramFeature>();
  for (const feature of features) {
    const ngram = feature.ngram.trim() || feature.ngram;
    const other = merged.get(ngram);
    const kind = other?.kind === "words" ? other.kind : feature.kind;
    merged.set(ngram, { ngram, kind, weight: feature.weight + (other?.weight ?? 0) });
  }
  return [...merged.values()].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
