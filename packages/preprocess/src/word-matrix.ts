import { Tensor } from "@rnn/tensor";
import { allocateElements, checkChoice, checkOptions, describeValue } from "@rnn/tensor/checks";
import { log } from "@rnn/tensor/portable-math";
import type { TokenizerCounts } from "./tokenizer-counts.ts";

/** What a cell says of an id in a sequence; the formulas are at `Tokenizer.sequencesToMatrix`. */
export type MatrixMode = "binary" | "count" | "freq" | "tfidf";

/** What `sequencesToMatrix` and `textsToMatrix` take. */
export interface MatrixOptions {
  /** Default `"binary"`. */
  mode?: MatrixMode;
}

/** `Tokenizer.sequencesToMatrix` over what was counted. */
export function wordMatrix(
  caller: string,
  sequences: readonly ArrayLike<number>[],
  numWords: number | undefined,
  { documentCount, indexDocs, wordIndex }: TokenizerCounts,
  options: MatrixOptions,
): Tensor<"float64", 2> {
  checkOptions(caller, options, ["mode"]);
  const { mode = "binary" } = options;
  checkChoice(caller, "mode", mode, ["binary", "count", "freq", "tfidf"]);
  if (numWords === undefined && wordIndex.size === 0) {
    throw new RangeError(
      `${caller}: expected numWords or texts to take the columns from, got neither. ` +
        "Give the Tokenizer { numWords } or call fitOnTexts first.",
    );
  }
  if (mode === "tfidf" && documentCount === 0) {
    throw new RangeError(
      `${caller}: expected counted texts for mode "tfidf", got none. Call fitOnTexts first.`,
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
  const sizing = { name: "numWords", value: columns };
  const data = allocateElements(caller, sizing, "float64", sequences.length * columns);
  sequences.forEach((sequence, i) => {
    for (const [id, count] of countIds(caller, sequence, i)) {
      if (id < columns) data[i * columns + id] = weigh(id, count, sequence.length);
    }
  });
  return new Tensor(data, "float64", [sequences.length, columns]);
}

/** How often each id occurs in a sequence, the `row`-th. */
export function countIds(
  caller: string,
  sequence: ArrayLike<number>,
  row: number,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [j, id] of listIds(caller, sequence, row).entries()) {
    if (!Number.isInteger(id) || id < 0) {
      throw new RangeError(
        `${caller}: expected ids to be whole numbers from 0 on, got ${id} (at [${row}][${j}]).`,
      );
    }
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The numbers of a sequence, the `row`-th; a TypeError where it is not a list of them. */
export function listIds(caller: string, sequence: ArrayLike<number>, row: number): number[] {
  if (typeof sequence !== "object" || typeof sequence?.length !== "number") {
    throw new TypeError(
      `${caller}: expected sequences to be lists of ids, got ${describeValue(sequence)} (at [${row}]).`,
    );
  }
  return Array.from(sequence, (id, j) => {
    if (typeof id === "number") return id;
    throw new TypeError(
      `${caller}: expected sequences to be lists of ids, got ${describeValue(id)} (at [${row}][${j}]).`,
    );
  });
}
