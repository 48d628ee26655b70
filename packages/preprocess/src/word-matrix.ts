import { type Tensor, zeros } from "@rnn/tensor";
import { checkChoice, checkOptions } from "@rnn/tensor/checks";
import { log } from "@rnn/tensor/portable-math";
import type { TokenizerCounts } from "./tokenizer-counts.ts";

/** What a cell says of an id in a sequence; the formulas are at `Tokenizer.sequencesToMatrix`. */
export type MatrixMode = "binary" | "count" | "freq" | "tfidf";

/** What `sequencesToMatrix` and `textsToMatrix` take. */
export interface MatrixOptions {
  /** Default `"binary"`. */
  mode?: MatrixMode;
}

const method = "Tokenizer.sequencesToMatrix";

/** `Tokenizer.sequencesToMatrix` over what was counted. */
export function wordMatrix(
  sequences: readonly ArrayLike<number>[],
  numWords: number | undefined,
  { documentCount, indexDocs, wordIndex }: TokenizerCounts,
  options: MatrixOptions,
): Tensor<"float64"> {
  checkOptions(method, options, ["mode"]);
  const { mode = "binary" } = options;
  checkChoice(method, "mode", mode, ["binary", "count", "freq", "tfidf"]);
  if (numWords === undefined && wordIndex.size === 0) {
    throw new RangeError(
      `${method}: expected numWords or texts to take the columns from, got neither. ` +
        "Give the Tokenizer { numWords } or call fitOnTexts first.",
    );
  }
  if (mode === "tfidf" && documentCount === 0) {
    throw new RangeError(
      `${method}: expected counted texts for mode "tfidf", got none. Call fitOnTexts first.`,
    );
  }
  const weigh = (id: number, count: number, length: number): number => {
    if (mode === "binary") return 1;
    if (mode === "count") return count;
    if (mode === "freq") return count / length;
    const termFrequency = 1 + log(count);
    return termFrequency * log(1 + documentCount / (1 + (indexDocs.get(id) ?? 0)));
  };

  const columns = numWords ?? wordIndex.size + 1;
  const matrix = zeros([sequences.length, columns]);
  sequences.forEach((sequence, i) => {
    for (const [id, count] of countIds(method, sequence, i)) {
      if (id < columns) matrix.data[i * columns + id] = weigh(id, count, sequence.length);
    }
  });
  return matrix;
}

/** How often each id stands in a sequence, the `row`-th. */
export function countIds(
  caller: string,
  sequence: ArrayLike<number>,
  row: number,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (let j = 0; j < sequence.length; j++) {
    const id = sequence[j];
    if (!Number.isInteger(id) || id < 0) {
      throw new RangeError(
        `${caller}: expected ids to be whole numbers from 0 on, got ${id} (at [${row}][${j}]).`,
      );
    }
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
