import type { LabelledData, LabelledTexts } from "./labelled-data.ts";

/** Some texts that follow one another. */
export interface TextBatch {
  readonly texts: readonly string[];
  /** Where each is: `"reviews.csv:17"`. */
  readonly origins: readonly string[];
}

/** Texts with their classes, more perhaps than memory holds: what is not kept is read anew each time. */
export interface LabelledTextStream extends Omit<LabelledTexts, "texts" | "origins"> {
  /** How many texts there are. */
  readonly length: number;
  /** All texts in their order, some at a time. */
  readonly batches: () => AsyncIterable<TextBatch>;
}

/** The same with what is in memory of it. */
export interface StoredTexts extends LabelledTextStream {
  /** All texts; undefined where they are read again. */
  readonly kept: LabelledTexts | undefined;
}

/** A file or folder of labelled texts that need not all be in memory. */
export interface StreamedLabelledData extends Omit<LabelledData, "train" | "test"> {
  readonly train: LabelledTextStream;
  /** Undefined where the data has no part for testing. */
  readonly test: LabelledTextStream | undefined;
}

/** The same with what is in memory of it. */
export interface StoredData extends Omit<LabelledData, "train" | "test"> {
  readonly train: StoredTexts;
  readonly test: StoredTexts | undefined;
}

const textsABatch = 1000;

/** So many characters of texts are kept, as `sizeInMemory` counts them. */
export const usuallyKept = 2 ** 26;

/**
 * Texts in memory as a stream.
 *
 * @example
 * ```ts
 * const texts = { texts: ["so good", "so dull"], labels: Uint8Array.of(1, 0), origins: ["a.csv:2", "a.csv:3"] };
 * const stream = streamTexts(texts);
 * stream.length; // => 2
 * (await selectTexts(stream, [1])).texts; // => ["so dull"]
 * ```
 */
export function streamTexts({ texts, origins, ...others }: LabelledTexts): LabelledTextStream {
  const { length } = texts;
  return {
    ...others,
    length,
    async *batches() {
      for (let start = 0; start < length; start += textsABatch) {
        const end = start + textsABatch;
        yield { texts: texts.slice(start, end), origins: origins.slice(start, end) };
      }
    },
  };
}

/** As how many characters a text in memory counts: with its string, its origin and their places in lists. */
export function sizeInMemory({ length }: string): number {
  return length + 64;
}

/** Texts in memory. */
export function keepTexts(texts: LabelledTexts): StoredTexts {
  return { ...streamTexts(texts), kept: texts };
}

/**
 * Those of what was read with nothing left out.
 * @throws Error where something was
 */
export function allTexts({ kept }: StoredTexts): LabelledTexts {
  if (kept === undefined) throw new Error("allTexts: expected texts that are kept, got others.");
  return kept;
}
