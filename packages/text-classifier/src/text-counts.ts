import type { ClassLabels } from "@rnn/labelled-text";
import type { LengthDistribution, PartSummary } from "./data-summary.ts";
import { type ResolvedTextFormat, tokensOf } from "./text/resolve-text-format.ts";

/** How many words each text has, and how many of them the vocabulary holds. */
export class TextCounts {
  readonly #words: Int32Array;
  readonly #known: Int32Array;
  readonly #labels: ClassLabels;
  readonly #classes: number;
  readonly #vocabulary: ReadonlySet<string | null>;
  readonly #format: ResolvedTextFormat;
  #count = 0;

  constructor(
    labels: ClassLabels,
    vocabulary: ReadonlySet<string | null>,
    classes: number,
    format: ResolvedTextFormat,
  ) {
    this.#words = new Int32Array(labels.length);
    this.#known = new Int32Array(labels.length);
    this.#labels = labels;
    this.#classes = classes;
    this.#vocabulary = vocabulary;
    this.#format = format;
  }

  /** Takes the next text. */
  add(text: string): void {
    const row = this.#count++;
    const words = tokensOf(text, this.#format);
    this.#words[row] = words.length;
    for (const word of words) if (this.#vocabulary.has(word)) this.#known[row]++;
  }

  /** Of some of the texts, by row. */
  summarize(rows: Int32Array, maxlen: number, repeatedRows: number): PartSummary {
    const words = Float64Array.from(rows, (row) => this.#words[row]).sort();
    const known = Float64Array.from(rows, (row) => this.#known[row]);
    const classCounts = Array<number>(this.#classes).fill(0);
    for (const row of rows) classCounts[this.#labels[row]]++;
    const wordCount = sum(words);
    return {
      texts: rows.length,
      classCounts,
      lengths: distribution(words),
      unknownShare: share(wordCount - sum(known), wordCount),
      emptyRows: words.filter((length) => length === 0).length,
      unknownRows: known.filter((length) => length === 0).length,
      cutShare: share(known.filter((length) => length > maxlen).length, rows.length),
      repeatedRows,
    };
  }

  /** The least length that takes in a share of the texts whole, in known words. */
  fittingLength(rows: Int32Array, wholeShare: number): number {
    const known = Float64Array.from(rows, (row) => this.#known[row]).sort();
    return known[Math.max(0, Math.ceil(wholeShare * known.length) - 1)] ?? 0;
  }
}

function distribution(sorted: Float64Array): LengthDistribution {
  // Between two lengths, on the line from one to the other: NumPy's own rule.
  const at = (quantile: number): number => {
    const position = (sorted.length - 1) * quantile;
    const below = Math.floor(position);
    const low = sorted[below] ?? 0;
    return low + ((sorted[below + 1] ?? low) - low) * (position - below);
  };
  return {
    min: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    max: at(1),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
