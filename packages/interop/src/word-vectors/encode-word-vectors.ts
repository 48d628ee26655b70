import type { Tensor } from "@rnn/tensor";
import { checkOptions } from "@rnn/tensor/checks";
import { encodeUtf8 } from "../utf8.ts";

/**
 * Word vectors as a file of word2vec, text (default) or binary, which gensim, fastText and
 * `readWordVectors` read. Numbers are float32, as text by the shortest decimals that give them again.
 *
 * @param words a word a row of `vectors`, without spaces and line ends
 * @param vectors `[words, D]`
 * @throws RangeError for a word with a space or line end, and where words and rows differ in number
 *
 * @example
 * ```ts
 * const bytes = encodeWordVectors(["cat"], tensor([[1, 0.5]]));
 * new TextDecoder().decode(bytes); // => "1 2\ncat 1 0.5\n"
 * ```
 *
 * Python twin: `gensim.models.KeyedVectors.save_word2vec_format(path, binary=…)`.
 */
export function encodeWordVectors(
  words: readonly string[],
  vectors: Tensor,
  options: { readonly binary?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  checkOptions("encodeWordVectors", options, ["binary"]);
  const [rows, numbers] = vectors.shape;
  if (vectors.rank !== 2 || rows !== words.length) {
    throw new RangeError(
      `encodeWordVectors: expected vectors of shape [${words.length}, D], got [${vectors.shape.join(", ")}].`,
    );
  }
  const wrong = words.findIndex((word) => word === "" || /[ \n\r]/.test(word));
  if (wrong !== -1) {
    throw new RangeError(
      `encodeWordVectors: expected words without spaces and line ends, got ${JSON.stringify(words[wrong])} ` +
        `(words[${wrong}]).`,
    );
  }
  const { data } = vectors.astype("float32").contiguous();
  const rowOf = (i: number): Float32Array => data.subarray(i * numbers, (i + 1) * numbers);
  const header = encodeUtf8(`${rows} ${numbers}\n`);
  if (!options.binary) {
    const lines = words.map((word, i) => `${word} ${Array.from(rowOf(i), shortest).join(" ")}\n`);
    return join([header, encodeUtf8(lines.join(""))]);
  }
  return join([
    header,
    ...words.flatMap((word, i) => [
      encodeUtf8(`${word} `),
      littleEndian(rowOf(i)),
      encodeUtf8("\n"),
    ]),
  ]);
}

/** The shortest decimal that is read as the same float32. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

function littleEndian(row: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * row.length);
  const view = new DataView(bytes.buffer);
  row.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
}
