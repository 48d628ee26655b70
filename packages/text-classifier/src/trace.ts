import type { KnownWord } from "./words.ts";

/** How the probability of a class moves as a text is read. */
export interface Trace {
  /** The class, where there are more than two; of two it is the second. */
  readonly label?: number;
  /** The probability before the first word that is read: after the padding, if there is any. */
  readonly start: number;
  /** Every word of the text. */
  readonly words: readonly TracedWord[];
  /** The probability after the last word: that of the text. */
  readonly probability: number;
}

/** A word of a text and what it did to the probability. */
export interface TracedWord extends KnownWord {
  /**
   * `"read"`; `"unknown"` where the vocabulary does not have it; `"cut"` where `maxlen` or more known words
   * follow it, so that the network does not see it. The last two leave the probability as it was.
   */
  readonly status: "read" | "unknown" | "cut";
  /** The probability of the class after this word. */
  readonly probability: number;
}

/**
 * The trace of a text's words.
 *
 * @param perStep the class's probability after each step of the padded text
 * @param untouched that of a network that has read nothing, not even padding
 */
export function traceWords(
  words: readonly KnownWord[],
  perStep: ArrayLike<number>,
  untouched: number,
): Trace {
  const known = words.filter(({ id }) => id !== null).length;
  let step = Math.max(0, perStep.length - known);
  let toCut = Math.max(0, known - perStep.length);
  const start = step === 0 ? untouched : perStep[step - 1];
  let probability = start;
  const traced = words.map((word): TracedWord => {
    if (word.id === null) return { ...word, status: "unknown", probability };
    if (toCut > 0) {
      toCut--;
      return { ...word, status: "cut", probability };
    }
    probability = perStep[step++];
    return { ...word, status: "read", probability };
  });
  return { start, words: traced, probability };
}
