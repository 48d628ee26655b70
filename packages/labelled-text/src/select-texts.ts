import type { LabelledTextStream, TextBatch } from "./labelled-text-stream.ts";

/**
 * Some of the texts of a stream, in the order asked for. Goes through the stream once, as far as the last of them.
 *
 * @param rows whole numbers from 0 on, in any order
 * @throws RangeError for a row that there is not
 *
 * @example
 * ```ts
 * const texts = ["so good", "so dull"];
 * const stream = streamTexts({ texts, labels: Uint8Array.of(1, 0), origins: ["a.csv:2", "a.csv:3"] });
 * await selectTexts(stream, [1]); // => { texts: ["so dull"], origins: ["a.csv:3"] }
 * ```
 */
export async function selectTexts(
  stream: Pick<LabelledTextStream, "length" | "batches">,
  rows: ArrayLike<number>,
): Promise<TextBatch> {
  const { length } = stream;
  const wanted = Array.from(rows, (row, at) => ({ row, at }));
  const wrong = wanted.find(({ row }) => !(Number.isInteger(row) && row >= 0 && row < length));
  if (wrong !== undefined) {
    throw new RangeError(
      `selectTexts: expected rows from 0 to ${length - 1}, got ${wrong.row} (at [${wrong.at}]).`,
    );
  }
  wanted.sort((a, b) => a.row - b.row);
  const texts = Array<string>(wanted.length).fill("");
  const origins = Array<string>(wanted.length).fill("");
  let found = 0;
  let start = 0;
  if (wanted.length === 0) return { texts, origins };
  for await (const batch of stream.batches()) {
    const end = start + batch.texts.length;
    for (; found < wanted.length && wanted[found].row < end; found++) {
      const { row, at } = wanted[found];
      texts[at] = batch.texts[row - start];
      origins[at] = batch.origins[row - start];
    }
    start = end;
    if (found === wanted.length) break;
  }
  return { texts, origins };
}
