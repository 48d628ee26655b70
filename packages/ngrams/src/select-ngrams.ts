import type { Counts } from "./ngram-counter.ts";
import { NgramTrie } from "./ngram-trie.ts";
import type { ResolvedTfidfOptions } from "./vectorizer-options.ts";

/** The n-grams that become columns, in a tree that holds them and their beginnings only. */
export interface SelectedNgrams {
  readonly trie: NgramTrie;
  /** The node of each column in that tree, ascending. */
  readonly nodes: Int32Array<ArrayBuffer>;
  /** In how many texts each column's n-gram occurs. */
  readonly documentFrequencies: Int32Array<ArrayBuffer>;
  /** The column of each node of the tree that was counted in, or -1. */
  readonly columnOf: Int32Array;
}

/** N-grams that a column each was kept for before, by their nodes in the same tree. */
export interface EarlierNgrams {
  readonly nodes: Int32Array;
  readonly documentFrequencies: Int32Array;
  readonly documentCount: number;
}

/**
 * Leaves out the n-grams that are too rare, too common, or not among the most frequent.
 * @param earlier n-grams that stay, with the texts that they were counted in; `maxFeatures` is of the others
 */
export function selectNgrams(
  counted: NgramTrie,
  { rowOffsets, ngrams, counts }: Counts,
  { minDf, maxDf, maxFeatures }: ResolvedTfidfOptions,
  earlier: EarlierNgrams = noNgrams,
): SelectedNgrams {
  const texts = rowOffsets.length - 1 + earlier.documentCount;
  const frequencies = new Int32Array(counted.size);
  const totals = new Float64Array(counted.size);
  for (let at = 0; at < ngrams.length; at++) {
    frequencies[ngrams[at]]++;
    totals[ngrams[at]] += counts[at];
  }
  const least = Math.max(1, minDf < 1 ? minDf * texts : minDf);
  const most = maxDf <= 1 ? maxDf * texts : maxDf;
  const isKept = new Uint8Array(counted.size);
  earlier.nodes.forEach((node, column) => {
    frequencies[node] += earlier.documentFrequencies[column];
    isKept[node] = 1;
  });
  let chosen: number[] = [];
  for (let node = 1; node < frequencies.length; node++) {
    if (isKept[node] === 1) continue;
    if (frequencies[node] >= least && frequencies[node] <= most) chosen.push(node);
  }
  if (maxFeatures !== null && chosen.length > maxFeatures) {
    chosen = chosen.sort((a, b) => totals[b] - totals[a] || a - b).slice(0, maxFeatures);
  }
  chosen = [...chosen, ...earlier.nodes].sort((a, b) => a - b);
  const { trie, nodeOf } = prune(counted, chosen);
  const columnOf = new Int32Array(counted.size).fill(-1);
  chosen.forEach((node, column) => {
    columnOf[node] = column;
  });
  return {
    trie,
    nodes: Int32Array.from(chosen, (node) => nodeOf[node]),
    documentFrequencies: Int32Array.from(chosen, (node) => frequencies[node]),
    columnOf,
  };
}

const noNgrams: EarlierNgrams = {
  nodes: new Int32Array(),
  documentFrequencies: new Int32Array(),
  documentCount: 0,
};

/** The tree of the chosen nodes and their ancestors, and the number that each node has in it. */
function prune(
  trie: NgramTrie,
  chosen: readonly number[],
): { trie: NgramTrie; nodeOf: Int32Array } {
  const { parents, symbols } = trie;
  const kept = new Uint8Array(trie.size);
  for (const node of chosen) {
    for (let at = node; at > 0 && kept[at] === 0; at = parents[at]) kept[at] = 1;
  }
  const nodeOf = new Int32Array(trie.size);
  const pruned = new NgramTrie();
  for (let node = 1; node < kept.length; node++) {
    if (kept[node] === 1) nodeOf[node] = pruned.ensureChild(nodeOf[parents[node]], symbols[node]);
  }
  return { trie: pruned, nodeOf };
}
