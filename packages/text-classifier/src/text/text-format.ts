import { checkChoice, describeValue } from "@rnn/tensor/checks";
import { type Lowercase, wordsOf } from "../words.ts";
import { splitTokens, type Tokens, tokenKinds } from "./split-tokens.ts";

/** How a text becomes tokens. What a format means never changes, so that a file reads texts as when it was made. */
export interface TextFormatOptions {
  /**
   * 1, the default: words by Keras's rules, see `textToWordSequence`. 2: `splitTokens`, for texts in any language
   * and as people have them.
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

/** The formats of texts. */
export type TextFormat = 1 | 2;

/** A format with all that it leaves open. */
export type ResolvedTextFormat = Required<{
  [Name in keyof TextFormatOptions]: NonNullable<TextFormatOptions[Name]>;
}>;

/** The names of the options, for `checkOptions`. */
export const textFormatOptionNames = ["textFormat", "tokens", "lowercase"] as const;

/** @throws RangeError, TypeError for options that no format has, or not this one */
export function resolveTextFormat(caller: string, options: TextFormatOptions): ResolvedTextFormat {
  const { textFormat = 1, tokens = "words", lowercase = "unicode" } = options;
  // Data from a file may hold anything.
  if (![1, 2].includes(textFormat)) {
    throw new RangeError(
      `${caller}: expected textFormat to be 1 or 2, got ${describeValue(textFormat)}.`,
    );
  }
  checkChoice(caller, "tokens", tokens, tokenKinds);
  checkChoice(caller, "lowercase", lowercase, ["ascii", "unicode"]);
  if (textFormat === 1 && tokens !== "words") {
    throw new RangeError(
      `${caller}: expected tokens to be "words" under textFormat 1, got "${tokens}". Give textFormat: 2.`,
    );
  }
  if (textFormat === 2 && lowercase !== "unicode") {
    throw new RangeError(
      `${caller}: expected lowercase to be "unicode" under textFormat 2, got "${lowercase}". Give textFormat: 1.`,
    );
  }
  return { textFormat, tokens, lowercase };
}

/** The tokens of a text in a format. */
export function tokensOf(text: string, format: ResolvedTextFormat): string[] {
  return format.textFormat === 1
    ? wordsOf(text, format.lowercase)
    : splitTokens(text, { tokens: format.tokens });
}
