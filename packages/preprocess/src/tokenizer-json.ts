/**
 * Keras's JSON of a tokenizer: `{"class_name": "Tokenizer", "config": {...}}`, in which the tables are
 * JSON texts of their own. Written as Python's `json.dumps` writes it, byte for byte (`", "`, `": "`,
 * ASCII only). Read and written by way of Maps: in a JavaScript object the word "2010" would jump to the
 * front and take another word's place among equal counts.
 */
import { describeValue } from "@rnn/tensor/checks";
import type { TokenizerCounts } from "./tokenizer-counts.ts";
import type { TokenizerOptions } from "./tokenizer-options.ts";

/** All options, `undefined` where there is none. */
type Settings = {
  readonly [K in keyof Required<TokenizerOptions>]: TokenizerOptions[K] | undefined;
};

/** The JSON of a tokenizer. */
export function encodeTokenizer(settings: Settings, counts: TokenizerCounts): string {
  const config = new Map<string, unknown>([
    ["num_words", settings.numWords ?? null],
    ["filters", settings.filters],
    ["lower", settings.lower],
    ["split", settings.split],
    ["char_level", settings.charLevel],
    ["oov_token", settings.oovToken ?? null],
    ["document_count", counts.documentCount],
    ["word_counts", encodeTable(counts.wordCounts)],
    ["word_docs", encodeTable(counts.wordDocs)],
    ["index_docs", encodeTable(counts.indexDocs)],
    ["index_word", encodeTable(counts.indexWord)],
    ["word_index", encodeTable(counts.wordIndex)],
  ]);
  return `{"class_name": "Tokenizer", "config": ${encodeTable(config)}}`;
}

/** The options and counts in the JSON of a tokenizer. */
export function decodeTokenizer(json: string): {
  options: TokenizerOptions;
  counts: TokenizerCounts;
} {
  const document = parse(json, "the text");
  if (!isObject(document) || !isObject(document["config"])) {
    throw new TypeError(
      `Tokenizer.fromJson: expected {"class_name": "Tokenizer", "config": {...}}, got ` +
        `${typeof document === "string" ? "a JSON text inside a JSON text. Parse it once first" : describeValue(document)}.`,
    );
  }
  const { config } = document;
  const read = fieldsOf(config);
  const numWords = read.optional("num_words", "number");
  const oovToken = read.optional("oov_token", "string");
  return {
    options: {
      filters: read.required("filters", "string"),
      lower: read.required("lower", "boolean"),
      split: read.required("split", "string"),
      charLevel: read.required("char_level", "boolean"),
      // Keras takes 0 for no limit.
      ...(numWords === undefined || numWords === 0 ? {} : { numWords }),
      ...(oovToken === undefined ? {} : { oovToken }),
    },
    counts: {
      documentCount: whole("document_count", read.required("document_count", "number")),
      wordCounts: read.table("word_counts", word, whole),
      wordDocs: read.table("word_docs", word, whole),
      indexDocs: read.table("index_docs", index, whole),
      indexWord: read.table("index_word", index, word),
      wordIndex: read.table("word_index", word, whole),
    },
  };
}

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

/** Readers of the configuration's fields, each throwing where the field is not what it should be. */
function fieldsOf(config: Record<string, unknown>) {
  const required = <T extends keyof Types>(name: string, type: T): Types[T] => {
    const value = config[name];
    if (typeof value !== type) throw wrongField(name, `a ${type}`, value);
    return value as Types[T];
  };
  return {
    required,
    optional: <T extends keyof Types>(name: string, type: T): Types[T] | undefined =>
      config[name] == null ? undefined : required(name, type),
    table: <K, V>(
      name: string,
      key: (name: string, key: unknown) => K,
      value: (name: string, value: unknown) => V,
    ): Map<K, V> =>
      new Map(
        decodeTable(name, required(name, "string")).map(([k, v]) => [key(name, k), value(name, v)]),
      ),
  };
}

function word(name: string, value: unknown): string {
  if (typeof value !== "string") throw wrongField(name, "words", value);
  return value;
}

function whole(name: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw wrongField(name, "whole numbers from 0 on", value);
  }
  return value as number;
}

/** A whole number, written as the key of a JSON object. */
function index(name: string, key: unknown): number {
  return whole(name, key === "" ? key : Number(key));
}

function wrongField(name: string, expected: string, got: unknown): TypeError {
  return new TypeError(
    `Tokenizer.fromJson: expected ${expected}, got ${describeValue(got)} (config.${name}).`,
  );
}

/** `json.dumps` of a dict whose values are not containers. */
function encodeTable(table: ReadonlyMap<unknown, unknown>): string {
  const pairs = Array.from(
    table,
    ([key, value]) => `${escapeNonAscii(String(key))}: ${escapeNonAscii(value)}`,
  );
  return `{${pairs.join(", ")}}`;
}

/** `json.dumps` of a word, a number, true, false or null: all but ASCII's visible part escaped. */
function escapeNonAscii(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The pairs of a JSON object of words and numbers, in the order in which they are written. */
function decodeTable(name: string, json: string): [key: unknown, value: unknown][] {
  const table = parse(json, `config.${name}`);
  if (!isObject(table)) throw wrongField(name, "the JSON text of an object", table);
  for (const value of Object.values(table)) {
    if (typeof value === "object") throw wrongField(name, "words and numbers", value);
  }
  // It is valid JSON without containers: each string before a colon is a key, what follows its value.
  const pair = /("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,}]+)/g;
  return Array.from(json.matchAll(pair), ([, key, value]) => [JSON.parse(key), JSON.parse(value)]);
}

function parse(json: string, what: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new SyntaxError(`Tokenizer.fromJson: expected JSON (${what}).`, { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
