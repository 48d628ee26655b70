import { checkChoice, describeValue } from "@rnn/tensor/checks";
import {
  type TextFormat,
  type TextFormatOptions,
  type TokenOptions,
  tokenKinds,
} from "./text-format.ts";
import { textFormat1 } from "./text-format-1.ts";

/** A format with all that it leaves open. */
export interface ResolvedTextFormat extends TokenOptions {
  readonly textFormat: TextFormat;
}

/** The names of the options, for `checkOptions`. */
export const textFormatOptionNames = ["textFormat", "tokens", "lowercase"] as const;

/** @throws RangeError, TypeError for options that no format has, or not this one */
export function resolveTextFormat(caller: string, options: TextFormatOptions): ResolvedTextFormat {
  const { textFormat = textFormat1, tokens = "words", lowercase = "unicode" } = options;
  if (!isTextFormat(textFormat)) {
    throw new TypeError(
      `${caller}: expected textFormat to be textFormat1 or textFormat2, got ${describeValue(textFormat)}. ` +
        "Import it from @rnn/text-classifier.",
    );
  }
  checkChoice(caller, "tokens", tokens, tokenKinds);
  checkChoice(caller, "lowercase", lowercase, ["ascii", "unicode"]);
  if (textFormat.version === 1 && tokens !== "words") {
    throw new RangeError(
      `${caller}: expected tokens to be "words" under textFormat1, got "${tokens}". Give textFormat: textFormat2.`,
    );
  }
  if (textFormat.version === 2 && lowercase !== "unicode") {
    throw new RangeError(
      `${caller}: expected lowercase to be "unicode" under textFormat2, got "${lowercase}". Give textFormat: textFormat1.`,
    );
  }
  return { textFormat, tokens, lowercase };
}

/** Whether a value is a text format, also one of another installed copy of this package. */
export function isTextFormat(value: unknown): value is TextFormat {
  if (typeof value !== "object" || value === null) return false;
  const { version, split } = value as Partial<Record<keyof TextFormat, unknown>>;
  return (version === 1 || version === 2) && typeof split === "function";
}

/** The tokens of a text in a format. */
export function tokensOf(text: string, format: ResolvedTextFormat): string[] {
  return format.textFormat.split(text, format);
}
