import type { Lowercase } from "../words.ts";

/** What a text is cut into: words, or characters. */
export type Tokens = "words" | "characters";

/** The choices of `Tokens`. */
export const tokenKinds = ["words", "characters"] as const;

/** A token, and where in the text it was cut from: `text.slice(start, end)` in the spelling of the text. */
export interface LocatedToken {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What a text becomes: `textFormat1` or `textFormat2`. What a format means never changes, so that a file reads texts
 * as when it was made. They are values, so that a page brings only the one that it reads by.
 */
export interface TextFormat {
  readonly version: 1 | 2;
  split(text: string, options: TokenOptions): string[];
  /** What n-grams are counted in; undefined for a format that leaves a text as it is. */
  readonly normalize?: (text: string) => string;
  /** Undefined for a format that does not know where its tokens stand. */
  readonly locate?: (text: string, options: TokenOptions) => LocatedToken[];
}

/** What the formats leave open. */
export interface TokenOptions {
  /** What texts are cut into. */
  readonly tokens: Tokens;
  /** Whether upper case is kept, and by which rules it is not. */
  readonly lowercase: Lowercase;
}

/** How a text becomes tokens. */
export interface TextFormatOptions {
  /**
   * `textFormat1`, the default: words by Keras's rules, see `textToWordSequence`. `textFormat2`: `splitTokens`, for
   * texts in any language and as people have them.
   */
  readonly textFormat?: TextFormat | undefined;
  /** What format 2 cuts texts into; default `"words"`. */
  readonly tokens?: Tokens | undefined;
  /**
   * Which letters format 1 makes lower-case; default `"unicode"`. The IMDB reviews were made with `"ascii"`. Format
   * 2 makes all lower-case.
   */
  readonly lowercase?: Lowercase | undefined;
}
