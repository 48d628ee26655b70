import { textToWordSequence } from "@rnn/preprocess";
import { RaggedTensor } from "@rnn/tensor";
import { idsOf, type Vocabulary } from "./vocabulary.ts";

/**
 * The ids of each text's words, one row a text. Words that the vocabulary does not hold are left out, so
 * that a row may be empty.
 *
 * @example
 * ```ts
 * const vocabulary = [null, null, null, null, "good", "film"];
 * encodeTexts(["Good, good film!", "Bad."], vocabulary).toArrays(); // => [[4, 4, 5], []]
 * ```
 */
export function encodeTexts(texts: readonly string[], vocabulary: Vocabulary): RaggedTensor {
  const ids = idsOf("encodeTexts", vocabulary);
  const rowOffsets = new Int32Array(texts.length + 1);
  let values = new Int32Array(1024);
  let count = 0;
  for (const [i, text] of texts.entries()) {
    for (const word of textToWordSequence(text)) {
      const id = ids.get(word);
      if (id === undefined) continue;
      if (count === values.length) values = grown(values);
      values[count++] = id;
    }
    rowOffsets[i + 1] = count;
  }
  return new RaggedTensor(values.slice(0, count), rowOffsets);
}

/** The same values with as much room again. */
function grown(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
