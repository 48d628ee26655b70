import { log } from "@rnn/tensor/portable-math";
import { checkTexts } from "./check-texts.ts";
import { type Counts, countTexts, hashNgram, hashWord, NgramCounter } from "./ngram-counter.ts";
import { NgramTrie } from "./ngram-trie.ts";
import { CharacterSegments, type VisitSegment, WordSegments } from "./segments.ts";
import { selectNgrams } from "./select-ngrams.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";
import { runToEnd, type Steps } from "./steps.ts";
import {
  type ResolvedTfidfOptions,
  resolveTfidfOptions,
  type TfidfOptions,
} from "./vectorizer-options.ts";

/** What a fitted vectorizer knows; its parts go into files as they are. */
export interface FittedNgrams {
  /** The words that word n-grams are made of, by their number; empty for characters and hashes. */
  readonly words: readonly string[];
  readonly trie: NgramTrie;
  /** The node of each column's n-gram, ascending; empty where n-grams are hashed. */
  readonly nodes: Int32Array<ArrayBuffer>;
  /** In how many of the texts each column's n-gram occurs. */
  readonly documentFrequencies: Int32Array<ArrayBuffer>;
  readonly documentCount: number;
}

/**
 * Texts as rows of weighted n-grams: how often each occurs in the text (tf) times how rare it is among all
 * texts (idf), each row divided by its Euclidean length.
 *
 *   tf = count, or 1 + ln count        idf = ln((1 + texts) / (1 + texts with it)) + 1
 *
 * Without `smoothIdf` the fraction is texts / texts with it.
 *
 * @throws TypeError, RangeError for an unknown option or a wrong value.
 *
 * @example
 * ```ts
 * const vectorizer = new TfidfVectorizer({ ngramRange: [1, 2] });
 * vectorizer.fitTransform(["great film", "dull film"]).columns; // => 5
 * vectorizer.featureNames(); // => ["great", "great film", "film", "dull", "dull film"]
 * ```
 *
 * Python twin: `sklearn.feature_extraction.text.TfidfVectorizer`. Columns come in the order of first
 * appearance, not of the alphabet; a word has one letter or more (`token_pattern=r"\w+"`).
 */
export class TfidfVectorizer {
  /** The options, defaults filled in. */
  readonly options: ResolvedTfidfOptions;
  #fitted: FittedNgrams | undefined;
  /** Of a transformed text: the number of a word, the column of a node, the weight of a column. */
  #wordNumbers = new Map<string, number>();
  #columnOf = new Int32Array();
  #idf = new Float64Array();
  readonly #words = new WordSegments();
  readonly #characters = new CharacterSegments();

  constructor(options: TfidfOptions = {}) {
    this.options = Object.freeze(resolveTfidfOptions("TfidfVectorizer", options));
  }

  /** A vectorizer that knows what another one has found. */
  static from(options: TfidfOptions, fitted: FittedNgrams): TfidfVectorizer {
    const vectorizer = new TfidfVectorizer(options);
    vectorizer.#remember(fitted);
    return vectorizer;
  }

  /**
   * What `fitTransform` found.
   * @throws Error before it
   */
  get fitted(): FittedNgrams {
    if (this.#fitted === undefined) {
      throw new Error("TfidfVectorizer: expected a fitted vectorizer. Call fitTransform first.");
    }
    return this.#fitted;
  }

  /** The number of columns. */
  get columns(): number {
    return this.fitted.documentFrequencies.length;
  }

  /** Takes the n-grams of the texts as columns, and gives the texts as rows `[texts, columns]`. */
  fitTransform(texts: readonly string[]): SparseMatrix {
    checkTexts("fitTransform", texts);
    return runToEnd(this.fitTransformSteps(texts));
  }

  /** The texts as rows `[texts, columns]`; n-grams that have no column are passed over. */
  transform(texts: readonly string[]): SparseMatrix {
    checkTexts("transform", texts);
    return runToEnd(this.transformSteps(texts));
  }

  /** The n-gram of each column; one of characters may begin or end with the space at a word's edge. */
  featureNames(): string[] {
    return Array.from({ length: this.fitted.nodes.length }, (_, column) =>
      this.featureName(column),
    );
  }

  /** The n-gram of a column; hashed ones have none. */
  featureName(column: number): string {
    const { words, trie, nodes } = this.fitted;
    if (this.options.hashBits !== null) return `hash ${column}`;
    const path = trie.path(nodes[column]);
    return this.options.analyzer === "word"
      ? path.map((symbol) => words[symbol]).join(" ")
      : String.fromCodePoint(...path);
  }

  /**
   * `fitTransform` with pauses.
   * @param from what was found in other texts: its n-grams stay, and it is as if its texts had been counted too
   */
  *fitTransformSteps(texts: readonly string[], from?: FittedNgrams): Steps<SparseMatrix> {
    const documentCount = texts.length + (from?.documentCount ?? 0);
    if (this.options.hashBits !== null) {
      const counts = yield* this.#countHashed(texts, this.options.hashBits);
      const documentFrequencies =
        from?.documentFrequencies.slice() ?? new Int32Array(2 ** this.options.hashBits);
      for (const column of counts.ngrams) documentFrequencies[column]++;
      const none = { words: [], trie: new NgramTrie(), nodes: new Int32Array() };
      this.#remember({ ...none, documentFrequencies, documentCount });
      return this.#weigh(counts);
    }
    const counted = from ? NgramTrie.from(from.trie.parents, from.trie.symbols) : new NgramTrie();
    const numbers = new Map(from?.words.map((word, number) => [word, number]));
    const numberOf = (word: string): number => {
      const known = numbers.get(word) ?? numbers.size;
      if (known === numbers.size) numbers.set(word, known);
      return known;
    };
    const counter = new NgramCounter(this.options.ngramRange, (ngram, symbol) =>
      counted.ensureChild(ngram, symbol),
    );
    const counts = yield* countTexts(texts, counter, this.#reader(numberOf));
    const { columnOf, ...selected } = selectNgrams(counted, counts, this.options, from);
    const named = withWords(selected.trie, [...numbers.keys()]);
    this.#remember({ ...selected, ...named, documentCount });
    return this.#weigh(counts, columnOf);
  }

  /** `transform` with pauses. */
  *transformSteps(texts: readonly string[]): Steps<SparseMatrix> {
    const { trie } = this.fitted;
    const { ngramRange, hashBits } = this.options;
    if (hashBits !== null) return this.#weigh(yield* this.#countHashed(texts, hashBits));
    const counter = new NgramCounter(
      ngramRange,
      (ngram, symbol) => trie.child(ngram, symbol),
      (ngram) => this.#columnOf[ngram],
    );
    const read = this.#reader((word) => this.#wordNumbers.get(word) ?? -1);
    return this.#weigh(yield* countTexts(texts, counter, read));
  }

  /**
   * Where the columns of an earlier fit are in the one that went on from it, and how much less each weighs now.
   */
  compareColumns(from: FittedNgrams): {
    readonly columns: Int32Array;
    readonly ratios: Float64Array;
  } {
    const { nodes } = this.fitted;
    const columns = Int32Array.from(from.documentFrequencies, (_, column) => column);
    if (this.options.hashBits === null) {
      // Both ascend, and nodes keep their numbers.
      let at = 0;
      from.nodes.forEach((node, column) => {
        while (nodes[at] !== node) at++;
        columns[column] = at;
      });
    }
    const earlier = this.#inverseFrequencies(from);
    return { columns, ratios: earlier.map((idf, column) => idf / this.#idf[columns[column]]) };
  }

  /** The squares of each column, summed over the texts that were fitted: about, since it keeps no text. */
  squares(): Float64Array {
    const { documentFrequencies, documentCount } = this.fitted;
    const squares = this.#idf.map((idf, column) => documentFrequencies[column] * idf * idf);
    const total = squares.reduce((sum, value) => sum + value, 0);
    // Rows are as long as 1.
    return this.options.norm === null || total === 0
      ? squares
      : squares.map((value) => (value * documentCount) / total);
  }

  #countHashed(texts: readonly string[], bits: number): Steps<Counts> {
    const column = (hash: number): number => hash >>> (32 - bits);
    const counter = new NgramCounter(this.options.ngramRange, hashNgram, column);
    return countTexts(texts, counter, this.#reader(hashWord));
  }

  #reader(numberOf: (word: string) => number): (text: string, visit: VisitSegment) => void {
    const { lowercase, analyzer } = this.options;
    return (text, visit) => {
      const cased = lowercase ? text.toLowerCase() : text;
      if (analyzer === "word") this.#words.visit(cased, numberOf, visit);
      else this.#characters.visit(cased, visit);
    };
  }

  #remember(fitted: FittedNgrams): void {
    this.#fitted = fitted;
    this.#wordNumbers = new Map(fitted.words.map((word, number) => [word, number]));
    this.#columnOf = new Int32Array(fitted.trie.size).fill(-1);
    fitted.nodes.forEach((node, column) => {
      this.#columnOf[node] = column;
    });
    this.#idf = this.#inverseFrequencies(fitted);
  }

  #inverseFrequencies({ documentFrequencies, documentCount }: FittedNgrams) {
    const { useIdf, smoothIdf } = this.options;
    const one = smoothIdf ? 1 : 0;
    return Float64Array.from(documentFrequencies, (frequency) =>
      useIdf ? log((one + documentCount) / (one + frequency)) + 1 : 1,
    );
  }

  /** The counts as weights, in the same memory; `columnOf` gives the column of what was counted, -1 for none. */
  #weigh({ rowOffsets, ngrams, counts }: Counts, columnOf?: Int32Array): SparseMatrix {
    const { sublinearTf, norm } = this.options;
    const rows = rowOffsets.length - 1;
    const ends = new Int32Array(rows + 1);
    const indices = ngrams;
    const values = new Float32Array(counts.buffer, counts.byteOffset, counts.length);
    const weights = new Float64Array(longestRow(rowOffsets));
    let end = 0;
    for (let row = 0; row < rows; row++) {
      let squares = 0;
      let length = 0;
      for (let at = rowOffsets[row]; at < rowOffsets[row + 1]; at++) {
        const column = columnOf === undefined ? ngrams[at] : columnOf[ngrams[at]];
        if (column === -1) continue;
        const tf = sublinearTf ? 1 + log(counts[at]) : counts[at];
        const weight = tf * this.#idf[column];
        indices[end + length] = column;
        weights[length++] = weight;
        squares += weight * weight;
      }
      const scale = norm === null || squares === 0 ? 1 : 1 / Math.sqrt(squares);
      for (let n = 0; n < length; n++) values[end + n] = weights[n] * scale;
      end += length;
      ends[row + 1] = end;
    }
    return {
      rows,
      columns: this.columns,
      rowOffsets: ends,
      indices: end === indices.length ? indices : indices.slice(0, end),
      values: end === values.length ? values : values.slice(0, end),
    };
  }
}

/** The tree with its words renumbered, those that no n-gram has left out. */
function withWords(
  trie: NgramTrie,
  words: readonly string[],
): Pick<FittedNgrams, "trie" | "words"> {
  if (words.length === 0) return { trie, words };
  const numberOf = new Int32Array(words.length).fill(-1);
  const used: string[] = [];
  const symbols = trie.symbols.map((symbol, node) => {
    if (node === 0) return 0;
    if (numberOf[symbol] === -1) numberOf[symbol] = used.push(words[symbol]) - 1;
    return numberOf[symbol];
  });
  return { trie: NgramTrie.from(trie.parents, symbols), words: used };
}

function longestRow(rowOffsets: Int32Array): number {
  let longest = 0;
  for (let row = 1; row < rowOffsets.length; row++) {
    longest = Math.max(longest, rowOffsets[row] - rowOffsets[row - 1]);
  }
  return longest;
}
