import { RaggedTensor, type Tensor } from "@rnn/tensor";
import {
  checkArgumentCount,
  checkList,
  checkOptions,
  checkType,
  checkWhole,
  describeValue,
} from "@rnn/tensor/checks";
import { defaultFilters, wordSplitter } from "./text-to-word-sequence.ts";
import type { TokenizerCounts } from "./tokenizer-counts.ts";
import { decodeTokenizer, encodeTokenizer } from "./tokenizer-json.ts";
import type { TokenizerOptions } from "./tokenizer-options.ts";
import { countIds, listIds, type MatrixOptions, wordMatrix } from "./word-matrix.ts";

/** A text, or its words already cut. */
export type Text = string | readonly string[];

const optionNames = ["numWords", "filters", "lower", "split", "charLevel", "oovToken"];

/**
 * Words as numbers. `fitOnTexts` counts words and ranks them: 1 is the most frequent (after `oovToken`,
 * which takes 1 where there is one), words of equal count come in order of first appearance, and 0 is
 * left free for padding. Fitting again adds to the counts and ranks again.
 *
 * All words are counted and ranked whatever `numWords` is; it only limits the ids that come out.
 *
 * @param options.numWords ids from this on are left out, or become that of `oovToken`; default: none
 * @param options.filters, options.lower, options.split as in `textToWordSequence`; `filters` and `split`
 *   do not touch texts given as lists of words, nor characters
 * @param options.charLevel whether each character (code point) is a word; default false
 * @param options.oovToken stands for words that are not known; default: they are left out
 * @throws TypeError, RangeError for wrong options.
 *
 * @example
 * ```ts
 * const tokenizer = new Tokenizer({ oovToken: "<unk>" });
 * tokenizer.fitOnTexts(["The cat sat.", "The dog sat."]);
 * [...tokenizer.wordIndex]; // => [["<unk>", 1], ["the", 2], ["sat", 3], ["cat", 4], ["dog", 5]]
 * tokenizer.textsToSequences(["the dog ran"]).toArrays(); // => [[2, 5, 1]]
 * tokenizer.sequencesToTexts([[2, 5, 1]]); // => ["the dog <unk>"]
 * ```
 *
 * Python twin: `keras.preprocessing.text.Tokenizer`, without its `analyzer`.
 */
export class Tokenizer {
  readonly numWords: number | undefined;
  readonly filters: string;
  readonly lower: boolean;
  readonly split: string;
  readonly charLevel: boolean;
  readonly oovToken: string | undefined;
  readonly #cut: (text: string) => string[];
  #counts: TokenizerCounts = {
    documentCount: 0,
    wordCounts: new Map(),
    wordDocs: new Map(),
    indexDocs: new Map(),
    wordIndex: new Map(),
    indexWord: new Map(),
  };

  constructor(options: TokenizerOptions = {}) {
    checkArgumentCount("Tokenizer", arguments, 1);
    checkOptions("Tokenizer", options, optionNames);
    const { numWords, charLevel = false, oovToken } = options;
    if (numWords !== undefined) checkWhole("Tokenizer", "numWords", numWords, 1);
    checkType("Tokenizer", "charLevel", charLevel, "boolean");
    if (oovToken !== undefined) checkType("Tokenizer", "oovToken", oovToken, "string");
    this.#cut = wordSplitter("Tokenizer", options);
    this.numWords = numWords;
    this.filters = options.filters ?? defaultFilters;
    this.lower = options.lower ?? true;
    this.split = options.split ?? " ";
    this.charLevel = charLevel;
    this.oovToken = oovToken;
  }

  /** How often each word has been seen, in order of first appearance. */
  get wordCounts(): ReadonlyMap<string, number> {
    return this.#counts.wordCounts;
  }

  /** In how many texts each word has been seen. */
  get wordDocs(): ReadonlyMap<string, number> {
    return this.#counts.wordDocs;
  }

  /** In how many texts each id has been seen. */
  get indexDocs(): ReadonlyMap<number, number> {
    return this.#counts.indexDocs;
  }

  /** Each word's id, the most frequent word first. */
  get wordIndex(): ReadonlyMap<string, number> {
    return this.#counts.wordIndex;
  }

  /** Each id's word. */
  get indexWord(): ReadonlyMap<number, string> {
    return this.#counts.indexWord;
  }

  /** How many texts have been counted. */
  get documentCount(): number {
    return this.#counts.documentCount;
  }

  /**
   * Counts the texts' words and ranks all words seen so far.
   * @throws TypeError where a text is neither a string nor a list of strings; nothing after it is counted.
   */
  fitOnTexts(texts: Iterable<Text>): void {
    checkArgumentCount("Tokenizer.fitOnTexts", arguments, 1);
    const counts = this.#counts;
    const { wordCounts, wordDocs, indexDocs } = counts;
    for (const words of this.#words("fitOnTexts", texts)) {
      counts.documentCount++;
      for (const word of words) increment(wordCounts, word);
      for (const word of new Set(words)) increment(wordDocs, word);
    }
    // The sort is stable: words of equal count keep the order in which they were first seen.
    const ranked = [...wordCounts].sort(([, a], [, b]) => b - a).map(([word]) => word);
    const all = this.oovToken === undefined ? ranked : [this.oovToken, ...ranked];
    const wordIndex = new Map(all.map((word, i) => [word, i + 1]));
    counts.wordIndex = wordIndex;
    counts.indexWord = new Map(Array.from(wordIndex, ([word, id]) => [id, word]));
    for (const [word, count] of wordDocs) indexDocs.set(wordIndex.get(word) as number, count);
  }

  /** Counts how many of the sequences hold each id, for mode `"tfidf"` where there are no texts. */
  fitOnSequences(sequences: Iterable<ArrayLike<number>>): void {
    checkArgumentCount("Tokenizer.fitOnSequences", arguments, 1);
    checkList("Tokenizer.fitOnSequences", "sequences", sequences, "lists of ids");
    const counts = this.#counts;
    let row = 0;
    for (const sequence of sequences) {
      const ids = countIds("Tokenizer.fitOnSequences", sequence, row++).keys();
      counts.documentCount++;
      for (const id of ids) increment(counts.indexDocs, id);
    }
  }

  /**
   * The ids of each text's words, one row a text. Unknown words, and ids from `numWords` on, become that
   * of `oovToken`; without one they are left out, so that a row may be empty.
   */
  textsToSequences(texts: Iterable<Text>): RaggedTensor {
    checkArgumentCount("Tokenizer.textsToSequences", arguments, 1);
    return RaggedTensor.fromArrays(this.#idsOf(this.#words("textsToSequences", texts)));
  }

  /** Each row's words, joined by spaces. Unknown ids become `oovToken`; without one they are left out. */
  sequencesToTexts(sequences: Iterable<ArrayLike<number>>): string[] {
    const caller = "Tokenizer.sequencesToTexts";
    checkArgumentCount(caller, arguments, 1);
    checkList(caller, "sequences", sequences, "lists of ids");
    return Array.from(sequences, (ids, row) =>
      listIds(caller, ids, row)
        .map((id) => this.#idUsed(this.indexWord.has(id) ? id : undefined))
        .flatMap((id) => (id === undefined ? [] : (this.indexWord.get(id) ?? [])))
        .join(" "),
    );
  }

  /** `sequencesToMatrix` of the texts' ids. */
  textsToMatrix(texts: Iterable<Text>, options: MatrixOptions = {}): Tensor<"float64", 2> {
    checkArgumentCount("Tokenizer.textsToMatrix", arguments, 2);
    const words = this.#words("textsToMatrix", texts);
    return wordMatrix(
      "Tokenizer.textsToMatrix",
      [...this.#idsOf(words)],
      this.numWords,
      this.#counts,
      options,
    );
  }

  /**
   * A row a sequence and a column an id, float64 `[N, numWords]`; without `numWords`, `[N, words + 1]`.
   * For an id that occurs c times in a sequence of n, the cell holds
   *
   * - `"binary"` (default): 1
   * - `"count"`: c
   * - `"freq"`: c / n
   * - `"tfidf"`: (1 + ln c) ln(1 + D / (1 + d)), of D texts counted, d of them with the id
   *
   * and 0 for an id that is not in it. Ids from `numWords` on have no column, but count in n.
   *
   * @throws RangeError where neither `numWords` nor texts give the columns; for `"tfidf"` before
   *   anything was counted; for an id that is negative or has a fraction.
   *
   * @example
   * ```ts
   * const tokenizer = new Tokenizer({ numWords: 4 });
   * tokenizer.sequencesToMatrix([[1, 3, 3, 9]], { mode: "freq" }).toArray(); // => [[0, 0.25, 0, 0.5]]
   * ```
   */
  sequencesToMatrix(
    sequences: Iterable<ArrayLike<number>>,
    options: MatrixOptions = {},
  ): Tensor<"float64", 2> {
    const caller = "Tokenizer.sequencesToMatrix";
    checkArgumentCount(caller, arguments, 2);
    checkList(caller, "sequences", sequences, "lists of ids");
    return wordMatrix(caller, [...sequences], this.numWords, this.#counts, options);
  }

  /**
   * The tokenizer as JSON in Keras's layout, its tables being JSON texts inside it.
   *
   * Python twin: `Tokenizer.to_json`. Keras's `tokenizer_from_json` reads it.
   */
  toJson(): string {
    checkArgumentCount("Tokenizer.toJson", arguments, 0);
    return encodeTokenizer(this, this.#counts);
  }

  /**
   * The tokenizer that `toJson`, or Keras's `to_json`, wrote. Words keep their order, also those that
   * look like numbers.
   *
   * @throws SyntaxError for text that is not valid JSON; TypeError where a field is missing or of a wrong type.
   *
   * @example
   * ```ts
   * const tokenizer = new Tokenizer();
   * tokenizer.fitOnTexts(["a b b"]);
   * [...Tokenizer.fromJson(tokenizer.toJson()).wordIndex]; // => [["b", 1], ["a", 2]]
   * ```
   *
   * Python twin: `tokenizer_from_json`.
   */
  static fromJson(json: string): Tokenizer {
    checkArgumentCount("Tokenizer.fromJson", arguments, 1);
    checkType("Tokenizer.fromJson", "json", json, "string");
    const { options, counts } = decodeTokenizer(json);
    const tokenizer = new Tokenizer(options);
    tokenizer.#counts = counts;
    return tokenizer;
  }

  /** The id that is used for a word's own: itself below `numWords`, else that of `oovToken`, else none. */
  #idUsed(id: number | undefined): number | undefined {
    const used = id !== undefined && id < (this.numWords ?? Infinity);
    if (used) return id;
    return this.oovToken === undefined ? undefined : this.wordIndex.get(this.oovToken);
  }

  /** The ids of each text's words, in turn. */
  *#idsOf(texts: Iterable<readonly string[]>): Generator<number[]> {
    for (const words of texts) {
      yield words.flatMap((word) => this.#idUsed(this.wordIndex.get(word)) ?? []);
    }
  }

  /** The words of each text in turn. */
  *#words(method: string, texts: Iterable<Text>): Generator<readonly string[]> {
    if (typeof texts === "string") {
      throw new TypeError(`Tokenizer.${method}: expected a list of texts, got one string.`);
    }
    checkList(`Tokenizer.${method}`, "texts", texts, "texts");
    let i = 0;
    for (const text of texts) {
      if (typeof text === "string") {
        yield this.charLevel ? Array.from(this.#cased(text)) : this.#cut(text);
      } else if (Array.isArray(text) && text.every((word) => typeof word === "string")) {
        yield text.map((word) => this.#cased(word));
      } else {
        throw new TypeError(
          `Tokenizer.${method}: expected each text to be a string or a list of words, ` +
            `got ${describeValue(text)} (at [${i}]).`,
        );
      }
      i++;
    }
  }

  #cased(text: string): string {
    return this.lower ? text.toLowerCase() : text;
  }
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
