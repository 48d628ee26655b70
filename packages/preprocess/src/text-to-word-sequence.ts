import { checkArgumentCount, checkOptions, checkType } from "@rnn/tensor/checks";

/** How text is cut into words. */
export interface WordOptions {
  /** Characters that separate words; default: ASCII punctuation but the apostrophe, tab and newline. */
  filters?: string;
  /** Whether upper-case letters are made lower-case first; default true. */
  lower?: boolean;
  /** What separates words, and replaces each filtered character; default a space. */
  split?: string;
}

/** Keras's filters: ASCII punctuation without the apostrophe, tab and newline. */
export const defaultFilters = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n';

/**
 * The words of a text: letters made lower-case, each character of `filters` replaced by `split`, cut at
 * `split`, empty pieces dropped. Apostrophes stay inside words, and so does white space other than
 * `split`, tab and newline.
 *
 * @param options.filters default: ASCII punctuation without `'`, tab and newline
 * @param options.lower default true
 * @param options.split default `" "`; not empty
 * @throws TypeError for a text that is not a string, a wrong type of option, or an option that does not exist.
 * @throws RangeError for an empty `split`.
 *
 * @example
 * ```ts
 * textToWordSequence("It's GREAT: don't miss it!"); // => ["it's", "great", "don't", "miss", "it"]
 * textToWordSequence("one;Two", { lower: false }); // => ["one", "Two"]
 * ```
 *
 * Python twin: `keras.preprocessing.text.text_to_word_sequence` (its `input_text` is `text`).
 */
export function textToWordSequence(text: string, options: WordOptions = {}): string[] {
  checkArgumentCount("textToWordSequence", arguments, 2);
  checkOptions("textToWordSequence", options, ["filters", "lower", "split"]);
  checkType("textToWordSequence", "text", text, "string");
  return wordSplitter("textToWordSequence", options)(text);
}

/** `textToWordSequence` for many texts: the options are checked, and the filters compiled, once. */
export function wordSplitter(caller: string, options: WordOptions): (text: string) => string[] {
  const { filters = defaultFilters, lower = true, split = " " } = options;
  checkType(caller, "filters", filters, "string");
  checkType(caller, "lower", lower, "boolean");
  checkType(caller, "split", split, "string");
  if (split === "") {
    throw new RangeError(`${caller}: expected split to be a character or more, got "".`);
  }
  const filtered = filters === "" ? undefined : characterClass(filters);
  return (text) => {
    const cased = lower ? text.toLowerCase() : text;
    // A function, since "$&" in a replacement text would be read as a pattern.
    const spaced = filtered === undefined ? cased : cased.replace(filtered, () => split);
    return spaced.split(split).filter((word) => word !== "");
  };
}

/** A pattern that matches any one of the characters; code points, so that surrogate pairs stay whole. */
function characterClass(characters: string): RegExp {
  const escaped = Array.from(characters, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
  return new RegExp(`[${escaped.join("")}]`, "gu");
}
