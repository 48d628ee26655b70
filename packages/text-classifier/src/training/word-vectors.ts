import type { Sequential } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import { describeValue, isTensor } from "@rnn/tensor/checks";
import { checksum } from "@rnn/tensor/sealed-safetensors";
import type { Tokens } from "../text/text-format.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { type TokenTable, vocabularyOf } from "./token-table.ts";

/** Vectors of words that were learnt elsewhere: what `readWordVectors` of @rnn/interop gives. */
export interface GivenWordVectors {
  /** Each of them once. */
  readonly words: readonly string[];
  /** `[words, D]`, a row a word. */
  readonly vectors: Tensor<"float32", 2>;
}

/** Gives the vectors of those of some words that it knows. */
export type ReadWordVectors = (
  words: ReadonlySet<string>,
) => GivenWordVectors | Promise<GivenWordVectors>;

/** The vectors of the words that texts have. */
export interface KnownWordVectors {
  readonly outputDim: number;
  readonly rowOf: ReadonlyMap<string, Float32Array>;
  /** Equal for equal vectors of equal words. */
  readonly checksum: string;
}

/** @throws RangeError for options that contradict word vectors */
export function checkWordVectorOptions(
  caller: string,
  { outputDim, model }: { readonly outputDim?: number; readonly model?: string },
  known: KnownWordVectors,
): void {
  if (model === "ngrams") {
    throw new RangeError(
      `${caller}: expected wordVectors for a network, got model "ngrams". Leave one of them out.`,
    );
  }
  if (outputDim === undefined || outputDim === known.outputDim) return;
  throw new RangeError(
    `${caller}: expected outputDim to be ${known.outputDim}, the numbers of each of the wordVectors, got ${outputDim}. ` +
      "Leave outputDim out.",
  );
}

/**
 * The vectors of all words that a network may know of these texts.
 * @throws TypeError, RangeError for what is not a row of D numbers a word, or has none of the words
 */
export async function knowWordVectors(
  caller: string,
  read: ReadWordVectors,
  { table, tokens }: { readonly table: TokenTable; readonly tokens: Tokens },
): Promise<KnownWordVectors> {
  const all = Int32Array.from({ length: table.rowOffsets.length - 1 }, (_, row) => row);
  const words = vocabularyOf(table, all, { numWords: Infinity, minCount: 2 });
  const wanted = new Set(words.filter((word) => word !== null));
  const given = await read(wanted);
  const { vectors } = given;
  if (!isTensor(vectors) || vectors.dtype !== "float32" || vectors.rank !== 2) {
    throw new TypeError(
      `${caller}: expected wordVectors to give { words, vectors }, vectors being float32 [words, D], got ${describeValue(vectors)}.`,
    );
  }
  const [rows, outputDim] = vectors.shape;
  if (!Array.isArray(given.words) || given.words.length !== rows) {
    throw new RangeError(
      `${caller}: expected wordVectors to give a word a row, got ${given.words?.length} words and ${rows} rows.`,
    );
  }
  const { data } = vectors.contiguous();
  const rowOf = new Map<string, Float32Array>();
  given.words.forEach((word, row) => {
    if (wanted.has(word)) rowOf.set(word, data.subarray(row * outputDim, (row + 1) * outputDim));
  });
  if (rowOf.size === 0) {
    throw new RangeError(
      `${caller}: expected wordVectors to have some of the ${wanted.size} ${tokens} of these texts, got none of them. ` +
        (tokens === "characters"
          ? 'They are vectors of words: give tokens: "words", or leave them out.'
          : "Are they of another language, or not in lower case?"),
    );
  }
  return { outputDim, rowOf, checksum: checksum({ vectors }, { words: given.words.join(" ") }) };
}

/**
 * Puts the vectors of words in place of the initial ones of an embedding.
 * @param from the id of the first word that may get another vector
 */
export function placeWordVectors(
  network: Sequential,
  vocabulary: Vocabulary,
  { rowOf, outputDim }: KnownWordVectors,
  from = 1,
): void {
  const { weights } = network;
  const embeddings = weights["embedding.embeddings"].copy();
  const { data } = embeddings;
  for (let id = from; id < vocabulary.length; id++) {
    const row = rowOf.get(vocabulary[id] ?? "");
    if (row) data.set(row, id * outputDim);
  }
  network.setWeights({ ...weights, "embedding.embeddings": embeddings });
}

/** How many words of a vocabulary have a vector. */
export function countKnown(vocabulary: Vocabulary, { rowOf }: KnownWordVectors): number {
  return vocabulary.filter((word) => word !== null && rowOf.has(word)).length;
}
