/**
 * A classifier of n-grams as a safetensors file. Metadata:
 *   ngrams.format   "1"
 *   ngrams.options  the constructor's options, as JSON
 *   ngrams.fit      { classes, iterations, converged, documentCounts }, as JSON
 *   ngrams.crc32    the CRC-32 of the file without this entry, in 8 hexadecimal digits
 *   ngrams.words    ["great", ...], the words that n-grams are made of, as JSON
 * and tensors: for words and for characters (under `words.` and `characters.`)
 *   parents, symbols       int32, the tree of n-grams (ngram-trie.ts)
 *   nodes                  int32, the node of each column, ascending
 *   documentFrequencies    int32, a number a column
 * and `coefficients` float32 [columns, outputs], `intercepts` float64 [outputs].
 */
import { type DType, decodeSafetensors, Tensor } from "@rnn/tensor";
import { toBytes } from "@rnn/tensor/checks";
import { encodeSealedSafetensors, removeSeal } from "@rnn/tensor/sealed-safetensors";

import type { FittedLogistic } from "./logistic-regression.ts";
import type { NgramClassifierOptions } from "./ngram-classifier-options.ts";
import { NgramTrie } from "./ngram-trie.ts";
import type { FittedNgrams } from "./tfidf-vectorizer.ts";

const formatVersion = "1";
const seal = "ngrams.crc32";
const partNames = ["words", "characters"] as const;

/** What a file holds. The options are not yet checked. */
export interface NgramFile {
  readonly options: NgramClassifierOptions;
  /** One for words, one for characters, where the options have them. */
  readonly vectorizers: readonly FittedNgrams[];
  readonly regression: FittedLogistic;
}

const marker = Symbol.for("@rnn/ngrams/NgramFileError");

/** A file that is not a classifier of n-grams, is damaged, or of another version. */
export class NgramFileError extends Error {
  override readonly name = "NgramFileError";
  readonly code: "ERR_RNN_NGRAM_FILE" | "ERR_RNN_NGRAM_VERSION";
  readonly [marker] = true;

  constructor(code: NgramFileError["code"], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Recognizes the errors of every installed copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && marker in value;
  }
}

/** The bytes of the file. */
export function encodeNgramFile(file: NgramFile): Uint8Array<ArrayBuffer> {
  const { options, vectorizers, regression } = file;
  const { classes, iterations, converged, coefficients, intercepts } = regression;
  const outputs = intercepts.length;
  const tensors: Record<string, Tensor<DType>> = {
    coefficients: new Tensor(coefficients, "float32", [coefficients.length / outputs, outputs]),
    intercepts: new Tensor(intercepts, "float64", [outputs]),
  };
  partsOf(options).forEach((part, n) => {
    const { trie, nodes, documentFrequencies } = vectorizers[n];
    const arrays = { parents: trie.parents, symbols: trie.symbols, nodes, documentFrequencies };
    for (const [name, values] of Object.entries(arrays)) {
      tensors[`${part}.${name}`] = new Tensor(values.slice(), "int32", [values.length]);
    }
  });
  const documentCounts = vectorizers.map(({ documentCount }) => documentCount);
  return encodeSealedSafetensors(
    tensors,
    {
      "ngrams.format": formatVersion,
      "ngrams.options": JSON.stringify(options),
      "ngrams.words": JSON.stringify(vectorizers.flatMap(({ words }) => words)),
      "ngrams.fit": JSON.stringify({ classes, iterations, converged, documentCounts }),
    },
    seal,
  );
}

/** @throws NgramFileError where the bytes are not such a file; its `cause` says what was wrong */
export function decodeNgramFile(bytes: Uint8Array | ArrayBuffer): NgramFile {
  const given = toBytes("NgramClassifier.load", "bytes", bytes);
  const { tensors, metadata: sealed } = attempt(() => decodeSafetensors(given));
  const version = sealed["ngrams.format"];
  if (version === undefined) throw broken("it holds no classifier of n-grams");
  if (version !== formatVersion) {
    throw new NgramFileError(
      "ERR_RNN_NGRAM_VERSION",
      `NgramClassifier.load: expected a file of ngrams.format ${formatVersion}, got ${version}. ` +
        "Install the version of @rnn/ngrams that wrote it.",
    );
  }
  const metadata = removeSeal(tensors, sealed, seal);
  if (metadata === undefined) throw broken("it is damaged: its checksum differs");
  const options = record(metadata["ngrams.options"], "options");
  const { classes, iterations, converged, documentCounts } = record(metadata["ngrams.fit"], "fit");
  if (!isCount(classes, 2) || !isCount(iterations, 0) || typeof converged !== "boolean") {
    throw broken("its ngrams.fit lacks a number");
  }
  const int32 = (name: string): Int32Array<ArrayBuffer> =>
    vector(tensors, name, "int32", Int32Array);
  const parts = partsOf(options);
  const counts = Array.isArray(documentCounts) ? (documentCounts as unknown[]) : [];
  const allWords = wordsOf(metadata["ngrams.words"]);
  const vectorizers = parts.map((part, n): FittedNgrams => {
    const documentCount = counts[n];
    if (!isCount(documentCount, 1)) throw broken(`it has no number of texts for ${part}`);
    const documentFrequencies = int32(`${part}.documentFrequencies`);
    if (documentFrequencies.some((frequency) => frequency < 0 || frequency > documentCount)) {
      throw broken(`an n-gram of ${part} is in more texts than there are`);
    }
    const words = part === "words" ? allWords : [];
    const symbols = int32(`${part}.symbols`);
    const most = part === "words" ? words.length - 1 : 0x10ffff;
    const trie = plantTrie(int32(`${part}.parents`), symbols, most);
    const nodes = int32(`${part}.nodes`);
    const ascends = nodes.every((node, at) => node > (nodes[at - 1] ?? 0) && node < trie.size);
    const hashed = Number.isInteger(options["hashBits"]);
    if (!ascends || (nodes.length !== documentFrequencies.length && !hashed)) {
      throw broken(`its columns of ${part} are not n-grams of its tree`);
    }
    return { words, trie, nodes, documentFrequencies, documentCount };
  });
  const intercepts = vector(tensors, "intercepts", "float64", Float64Array);
  const columns = vectorizers.reduce((sum, part) => sum + part.documentFrequencies.length, 0);
  const outputs = classes === 2 ? 1 : classes;
  const { coefficients: matrix } = tensors;
  const fits =
    matrix?.dtype === "float32" && matrix.shape[0] === columns && matrix.shape[1] === outputs;
  if (!fits || intercepts.length !== outputs) {
    throw broken(`its coefficients are not ${columns} n-grams by ${outputs}`);
  }
  const coefficients = matrix.contiguous().data as Float32Array<ArrayBuffer>;
  if (!coefficients.every(Number.isFinite) || !intercepts.every(Number.isFinite)) {
    throw broken("a coefficient is not finite");
  }
  const regression = { classes, coefficients, intercepts, iterations, converged };
  return { options, vectorizers, regression };
}

/** The error for options that are not a classifier's. */
export function refuseOptions(cause: unknown): NgramFileError {
  return broken(cause instanceof Error ? cause.message : String(cause), cause);
}

/** The parts that a classifier with these options has, in the order of its columns. */
function partsOf(options: NgramClassifierOptions): (typeof partNames)[number][] {
  return partNames.filter((name) => options[name] !== null);
}

/** The tree of a file. */
function plantTrie(parents: Int32Array, symbols: Int32Array, mostSymbol: number): NgramTrie {
  const grown =
    parents[0] === -1 &&
    parents.length === symbols.length &&
    parents.every((parent, node) => node === 0 || (parent >= 0 && parent < node)) &&
    symbols.every((symbol, node) => node === 0 || (symbol >= 0 && symbol <= mostSymbol));
  const trie = grown ? NgramTrie.from(parents, symbols) : undefined;
  // A node that is there twice is found once.
  if (trie === undefined || trie.size !== parents.length)
    throw broken("its n-grams are not a tree");
  return trie;
}

/** The words of a file. */
function wordsOf(text: string | undefined): string[] {
  const words = attempt(() => JSON.parse(text ?? "") as unknown);
  if (!Array.isArray(words) || words.some((word) => typeof word !== "string")) {
    throw broken("its ngrams.words is not a list of words");
  }
  return words as string[];
}

function vector<T extends Vector>(
  tensors: Readonly<Record<string, Tensor<DType>>>,
  name: string,
  dtype: DType,
  type: abstract new (length: number) => T,
): T {
  const tensor = tensors[name];
  const data = tensor?.contiguous().data;
  if (tensor?.dtype !== dtype || tensor.shape.length !== 1 || !(data instanceof type)) {
    throw broken(`it has no list ${name} of ${dtype}`);
  }
  return data;
}

type Vector = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** The record of a JSON text. */
function record(text: string | undefined, name: string): Record<string, unknown> {
  const value = attempt(() => JSON.parse(text ?? "") as unknown);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw broken(`its ngrams.${name} is not an object`);
  }
  return value as Record<string, unknown>;
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw broken(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function broken(what: string, cause?: unknown): NgramFileError {
  return new NgramFileError(
    "ERR_RNN_NGRAM_FILE",
    `NgramClassifier.load: expected a file that NgramClassifier.save made, but ${what.replace(/\.$/, "")}.`,
    { cause },
  );
}
