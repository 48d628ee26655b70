import { GrowableInt32 } from "./growable-int32.ts";
import { mixHash } from "./ngram-trie.ts";
import type { VisitSegment } from "./segments.ts";
import type { Steps } from "./steps.ts";

/** N-grams of texts with their counts: those of text i are the entries from rowOffsets[i] to rowOffsets[i + 1]. */
export interface Counts {
  readonly rowOffsets: Int32Array;
  readonly ngrams: Int32Array<ArrayBuffer>;
  readonly counts: Int32Array<ArrayBuffer>;
}

/**
 * Counts the n-grams of one text after another. `find` gives the n-gram that is one symbol longer than
 * another, or -1 where no text has it; the empty one is 0. `numberOf` gives the number that an n-gram is
 * counted under, or -1 for one that is not counted.
 */
export class NgramCounter {
  #countOf = new Int32Array(1024);
  readonly #ngrams = new GrowableInt32();
  readonly #shortest: number;
  readonly #longest: number;
  readonly #find: (ngram: number, symbol: number) => number;
  readonly #numberOf: (ngram: number) => number;

  constructor(
    [shortest, longest]: readonly [number, number],
    find: (ngram: number, symbol: number) => number,
    numberOf: (ngram: number) => number = (ngram) => ngram,
  ) {
    this.#shortest = shortest;
    this.#longest = longest;
    this.#find = find;
    this.#numberOf = numberOf;
  }

  /** Counts the n-grams of a segment; a segment that is shorter than the shortest n-gram counts as one. */
  readonly visit: VisitSegment = (symbols, length) => {
    const shortest = Math.min(this.#shortest, length);
    for (let start = 0; start + shortest <= length; start++) {
      const end = Math.min(length, start + this.#longest);
      let ngram = 0;
      for (let at = start; at < end; at++) {
        const symbol = symbols[at];
        if (symbol < 0) break;
        ngram = this.#find(ngram, symbol);
        if (ngram === -1) break;
        if (at - start + 1 >= shortest) this.#add(this.#numberOf(ngram));
      }
    }
  };

  /** Ends a text: calls `take` with each n-gram and its count, in the order of first occurrence. */
  flush(take: (ngram: number, count: number) => void): void {
    this.#ngrams.drain((ngram) => {
      take(ngram, this.#countOf[ngram]);
      this.#countOf[ngram] = 0;
    });
  }

  #add(ngram: number): void {
    if (ngram === -1) return;
    if (ngram >= this.#countOf.length) {
      const countOf = new Int32Array(2 ** Math.ceil(Math.log2(ngram + 1)) * 2);
      countOf.set(this.#countOf);
      this.#countOf = countOf;
    }
    if (this.#countOf[ngram]++ === 0) this.#ngrams.push(ngram);
  }
}

/** The counts of all texts; `read` hands a text's segments to the counter. Pauses after each text. */
export function* countTexts(
  texts: readonly string[],
  counter: NgramCounter,
  read: (text: string, visit: VisitSegment) => void,
): Steps<Counts> {
  const rowOffsets = new Int32Array(texts.length + 1);
  const ngrams = new GrowableInt32();
  const counts = new GrowableInt32();
  for (let row = 0; row < texts.length; row++) {
    read(texts[row], counter.visit);
    counter.flush((ngram, count) => {
      ngrams.push(ngram);
      counts.push(count);
    });
    rowOffsets[row + 1] = ngrams.length;
    yield;
  }
  return { rowOffsets, ngrams: ngrams.release(), counts: counts.release() };
}

/** Numbers n-grams by their hashes alone; -1, the sign of none, is left out. */
export function hashNgram(ngram: number, symbol: number): number {
  const hash = mixHash(ngram, symbol);
  return hash === -1 ? 0 : hash;
}

/** A word's hash, 31 bits: FNV-1a over its UTF-16 units. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  }
  return hash >>> 1;
}
