import { normalizeText } from "./normalize-text.ts";
import { locateTokens, splitTokens } from "./split-tokens.ts";
import type { TextFormat } from "./text-format.ts";

/**
 * Words or characters as `splitTokens` cuts them, in any language, after `normalizeText`.
 *
 * @example
 * ```ts
 * buildVocabulary(["It’s <b>great</b>…"], { textFormat: textFormat2 }).slice(4); // => ["it's", "great"]
 * ```
 */
export const textFormat2: TextFormat = {
  version: 2,
  normalize: normalizeText,
  split: (text, { tokens }) => splitTokens(text, { tokens }),
  locate: (text, { tokens }) => locateTokens(text, { tokens }),
};
