import { RaggedTensor, RandomState } from "@rnn/tensor";
import { allocateElements, checkArgumentCount, checkOptions, checkWhole } from "@rnn/tensor/checks";
import { applyReviewOptions, type Reviews, type StoredReviews } from "./apply-review-options.ts";
import { type ReviewOptions, resolveReviewOptions, reviewOptionNames } from "./review-options.ts";
import type { DataSource } from "./sources/source.ts";
import * as grammar from "./synthetic-grammar.ts";

/** What `syntheticReviews` takes: Keras's options, and how many. `seed` is that of the texts too. */
export interface SyntheticReviewsOptions extends ReviewOptions {
  /** Reviews in each half; default 25,000. */
  size?: number | undefined;
}

/** What `loadData` returns, and the word index that goes with it. */
export interface SyntheticReviews extends Reviews {
  readonly wordIndex: Map<string, number>;
  readonly source: DataSource;
}

/** Words for which there is room at first, a review. */
const wordsPerReview = 240;

/** Each half's words are counted in 32 bits. */
const maxSize = Math.floor((2 ** 31 - 1) / (1.25 * wordsPerReview));

/** Out of eight: how many opinions in a review are the review's own, and how many last ones. */
const agreeing = 5;
const agreeingLast = 7;
/** Out of eight: how many sentences are opinions, and how many opinions are negated or strengthened. */
const opinionated = 3;
const negated = 2;
const strengthened = 1;

/**
 * Made-up reviews in the form of `loadData`, for trying things out without the data set: the same
 * options, the same steps, words for and against among the 97 most frequent, lengths like those of real
 * reviews. They are written by a small grammar in which the order of words decides (`not bad`,
 * `bad but good`), and are not IMDB's in any way; `source.kind` says `synthetic`.
 *
 * @param options.size reviews in each half; default 25,000
 * @param options.seed of the texts and their order; default 113. Equal seeds and sizes give equal
 *   reviews on every machine.
 * @returns what `loadData` returns, and `wordIndex` in place of `getWordIndex`
 * @throws TypeError or RangeError as `loadData` does
 *
 * @example
 * ```ts
 * const { xTrain, yTrain, source } = syntheticReviews({ size: 100, skipTop: 20, numWords: 100 });
 * xTrain.length; // => 100
 * yTrain.shape; // => [100]
 * source; // => { kind: "synthetic", seed: 113 }
 * ```
 *
 * Python twin: none.
 */
export function syntheticReviews(options: SyntheticReviewsOptions = {}): SyntheticReviews {
  checkArgumentCount("syntheticReviews", arguments, 1);
  checkOptions("syntheticReviews", options, [...reviewOptionNames, "size"]);
  const resolved = resolveReviewOptions("syntheticReviews", options);
  const { size = 25_000 } = options;
  checkWhole("syntheticReviews", "size", size, 0, { most: maxSize });
  const { seed } = resolved;
  const wordIndex = makeWordIndex();
  const writer = new ReviewWriter(new RandomState([seed, size]), wordIndex);
  const train = writer.write(size);
  const test = writer.write(size);
  const reviews = applyReviewOptions("syntheticReviews", train, test, resolved);
  return { ...reviews, wordIndex, source: { kind: "synthetic", seed } };
}

function makeWordIndex(): Map<string, number> {
  const index = new Map<string, number>();
  for (const word of grammar.frequentWords) index.set(word, index.size + 1);
  const { syllables, rareGroups, smallestRareGroup } = grammar;
  for (let i = 0; i < smallestRareGroup * (2 ** rareGroups - 1); i++) {
    const digits = [i, Math.floor(i / syllables.length), Math.floor(i / syllables.length ** 2)];
    index.set(digits.map((digit) => syllables[digit % syllables.length]).join(""), index.size + 1);
  }
  return index;
}

/** In a sentence that has been read: a rank, or one of these. */
const slot = { P: -1, Q: -2, A: -3, N: -4, T: -5 } as const;

class ReviewWriter {
  readonly #random: RandomState;
  readonly #opinions: Int32Array[];
  readonly #neutral: Int32Array[];
  readonly #closing: Int32Array[];
  readonly #nouns: Int32Array;
  readonly #intensifiers: Int32Array;
  readonly #words: readonly Int32Array[];
  readonly #not: number;
  readonly #firstRare = grammar.frequentWords.length + 1;
  #draws = new Uint16Array(0);
  #drawn = 0;
  #ranks = new Int32Array(2 ** 16);
  #count = 0;

  constructor(random: RandomState, wordIndex: ReadonlyMap<string, number>) {
    const rankOf = (word: string): number => wordIndex.get(word) ?? slot[word as keyof typeof slot];
    const read = (sentence: string): Int32Array => Int32Array.from(sentence.split(" "), rankOf);
    this.#random = random;
    this.#opinions = grammar.opinionSentences.map(read);
    this.#neutral = grammar.neutralSentences.map(read);
    this.#closing = grammar.closingSentences.map(read);
    this.#nouns = Int32Array.from(grammar.nouns, rankOf);
    this.#intensifiers = Int32Array.from(grammar.intensifiers, rankOf);
    this.#words = grammar.opinionWords.map((words) => Int32Array.from(words, rankOf));
    this.#not = rankOf("not");
  }

  /** As many reviews as asked for, the first half of them for, the others against, as in the data set. */
  write(size: number): StoredReviews {
    const rowOffsets = new Int32Array(size + 1);
    const y = new Int32Array(size).fill(1, 0, size >> 1);
    const room = Math.max(2 ** 16, size * wordsPerReview);
    const sizing = { name: "size", value: size };
    this.#ranks = allocateElements("syntheticReviews", sizing, "int32", room);
    this.#count = 0;
    for (let i = 0; i < size; i++) {
      this.#review(y[i]);
      rowOffsets[i + 1] = this.#count;
    }
    return { x: new RaggedTensor(this.#ranks.subarray(0, this.#count), rowOffsets), y };
  }

  #review(polarity: number): void {
    const end = this.#count + this.#length();
    while (this.#count < end) {
      if (this.#below(8) < opinionated) {
        const own = this.#below(8) < agreeing;
        this.#sentence(this.#one(this.#opinions), own ? polarity : 1 - polarity);
      } else {
        this.#sentence(this.#one(this.#neutral), polarity);
      }
    }
    const own = this.#below(8) < agreeingLast;
    this.#sentence(this.#one(this.#closing), own ? polarity : 1 - polarity);
  }

  #length(): number {
    const quantiles = grammar.lengthQuantiles;
    const step = this.#below(quantiles.length - 1);
    return quantiles[step] + this.#below(quantiles[step + 1] - quantiles[step]);
  }

  #sentence(parts: Int32Array, polarity: number): void {
    // The longest sentence has fewer than 32 words once its slots are filled.
    if (this.#count + 32 > this.#ranks.length) {
      const larger = new Int32Array(Math.ceil(this.#ranks.length * 1.25));
      larger.set(this.#ranks);
      this.#ranks = larger;
    }
    for (const part of parts) {
      if (part > 0) this.#put(part);
      else if (part === slot.T) this.#put(this.#rare());
      else if (part === slot.N) this.#put(this.#nouns[this.#below(this.#nouns.length)]);
      else if (part === slot.A) this.#opinionWord(polarity);
      else this.#opinion(part === slot.P ? polarity : 1 - polarity);
    }
  }

  #opinion(polarity: number): void {
    const manner = this.#below(8);
    if (manner < negated) {
      this.#put(this.#not);
      this.#opinionWord(1 - polarity);
      return;
    }
    if (manner < negated + strengthened) {
      this.#put(this.#intensifiers[this.#below(this.#intensifiers.length)]);
    }
    this.#opinionWord(polarity);
  }

  #opinionWord(polarity: number): void {
    const words = this.#words[polarity];
    this.#put(words[this.#below(words.length)]);
  }

  #rare(): number {
    const group = grammar.smallestRareGroup << this.#below(grammar.rareGroups);
    return this.#firstRare + group - grammar.smallestRareGroup + this.#below(group);
  }

  #put(rank: number): void {
    this.#ranks[this.#count++] = rank;
  }

  #one<T>(items: readonly T[]): T {
    return items[this.#below(items.length)];
  }

  /** A whole number from 0 to `n - 1`; `n` is small against the 65,536 values of a draw. */
  #below(n: number): number {
    if (this.#drawn === this.#draws.length) {
      this.#draws = this.#random.randint(0, 2 ** 16, [2 ** 16], { dtype: "uint16" }).data;
      this.#drawn = 0;
    }
    return (this.#draws[this.#drawn++] * n) >>> 16;
  }
}
