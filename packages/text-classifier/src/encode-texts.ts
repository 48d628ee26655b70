import { RaggedTensor } from "@rnn/tensor";
import { checkOptions, checkType } from "@rnn/tensor/checks";
import {
  type ResolvedTextFormat,
  resolveTextFormat,
  textFormatOptionNames,
  tokensOf,
} from "./text/resolve-text-format.ts";
import { type TextFormatOptions } from "./text/text-format.ts";
import { idsOf, type Vocabulary } from "./vocabulary.ts";

/** What `encodeTexts` takes besides texts and vocabulary: how the vocabulary's own texts were read. */
export type EncodeTextsOptions = TextFormatOptions;

/**
 * The ids of each text's words, one row a text. Words that the vocabulary does not hold are left out, so
 * that a row may be empty.
 *
 * @throws TypeError, RangeError for a vocabulary that gives a word two ids, or id 0 to one, and for options
 *   that the text format has not
 *
 * @example
 * ```ts
 * const vocabulary = [null, null, null, null, "good", "film"];
 * encodeTexts(["Good, good film!", "Bad."], vocabulary).toArrays(); // => [[4, 4, 5], []]
 * ```
 */
export function encodeTexts(
  texts: readonly string[],
  vocabulary: Vocabulary,
  options: EncodeTextsOptions = {},
): RaggedTensor {
  checkOptions("encodeTexts", options, textFormatOptionNames);
  const format = resolveTextFormat("encodeTexts", options);
  return encodeWords("encodeTexts", texts, idsOf("encodeTexts", vocabulary), format);
}

/** The same by the id of each word. */
export function encodeWords(
  caller: string,
  texts: readonly string[],
  ids: ReadonlyMap<string, number>,
  format: ResolvedTextFormat,
): RaggedTensor {
  const rowOffsets = new Int32Array(texts.length + 1);
  let values = new Int32Array(1024);
  let count = 0;
  for (const [i, text] of texts.entries()) {
    checkType(caller, "text", text, "string");
    for (const word of tokensOf(text, format)) {
      const id = ids.get(word);
      if (id === undefined) continue;
      if (count === values.length) values = grow(values);
      values[count++] = id;
    }
    rowOffsets[i + 1] = count;
  }
  return new RaggedTensor(values.slice(0, count), rowOffsets);
}

/** The same values with as much room again. */
function grow(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
