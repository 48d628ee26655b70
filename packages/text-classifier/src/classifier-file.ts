/**
 * A classifier as one safetensors file: that of its network (see model-file.ts of @rnn/model), which any
 * reader of networks loads, with these entries more in the metadata
 *   text.format      "1" or "2": what a text becomes, see text/text-format.ts
 *   text.options     as JSON, { maxlen, lowercase, classNames } under "1", { maxlen, tokens, classNames } under "2",
 *                    and of { temperatures, threshold, rejectBelow } those that the classifier has
 *   text.vocabulary  [null, "the", ...], as JSON
 *   text.about       whatever the writer noted, a JSON object
 */
import { ModelFileError } from "@rnn/model";
import { decodeSafetensors } from "@rnn/tensor";
import { toBytes } from "@rnn/tensor/checks";
import type { NgramPartClass } from "./classifier-parts.ts";
import { isRecord, type JsonRecord } from "./json.ts";
import type { NgramPart } from "./ngram-part.ts";
import type { TextFormat } from "./text/text-format.ts";
import type { NetworkClass, TextNetwork } from "./text-network.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The options that a file of each format has. */
const optionNames = {
  1: ["maxlen", "lowercase", "classNames"],
  2: ["maxlen", "tokens", "classNames"],
} as const satisfies Record<TextFormat["version"], readonly string[]>;

type Metadata = Readonly<Record<string, string>>;

/** What a file holds beside the network. */
export interface ClassifierMetadata {
  readonly textFormat: TextFormat;
  readonly options: Readonly<Record<string, unknown>>;
  readonly vocabulary: Vocabulary;
  readonly about: JsonRecord;
}

/** What a file may hold, for `TextClassifier.load`: who loads but one kind need not bring the others. */
export interface LoadTextClassifierOptions {
  /** Default `[RecurrentNetwork]`. */
  readonly networks?: readonly NetworkClass[];
  /** Default `[textFormat1]`. */
  readonly textFormats?: readonly TextFormat[];
  /** What reads n-grams, `NgramPart`; default none. */
  readonly ngrams?: NgramPartClass;
}

/** What reads the parts of a file. */
interface Readers {
  readonly networks: readonly NetworkClass[];
  readonly textFormats: readonly TextFormat[];
  readonly ngrams: NgramPartClass | undefined;
}

/** What a file holds; all but the network is not yet checked. */
export interface DecodedClassifier {
  readonly network?: TextNetwork;
  readonly ngrams?: NgramPart;
  readonly textFormat: TextFormat;
  readonly options: Readonly<Record<string, unknown>>;
  readonly vocabulary: unknown;
  readonly about: unknown;
}

/**
 * - `ERR_RNN_CLASSIFIER_NO_TEXT`: a network without its vocabulary and text options
 * - `ERR_RNN_CLASSIFIER_NETWORK`: a network of a class that was not given to read it
 * - `ERR_RNN_CLASSIFIER_TEXT_FORMAT`: texts in a format that was not given to read them
 * - `ERR_RNN_CLASSIFIER_NGRAMS`: n-grams, and nothing was given to read them
 * - `ERR_RNN_CLASSIFIER_VERSION`: a format that this version does not read
 * - `ERR_RNN_CLASSIFIER_FILE`: anything else that is not a whole classifier
 */
export type ClassifierFileErrorCode =
  | "ERR_RNN_CLASSIFIER_NETWORK"
  | "ERR_RNN_CLASSIFIER_NGRAMS"
  | "ERR_RNN_CLASSIFIER_FILE"
  | "ERR_RNN_CLASSIFIER_NO_TEXT"
  | "ERR_RNN_CLASSIFIER_TEXT_FORMAT"
  | "ERR_RNN_CLASSIFIER_VERSION";

const marker = Symbol.for("@rnn/text-classifier/ClassifierFileError");

/**
 * A file that is not a classifier, is damaged, or of another version; `cause` has what was wrong inside.
 * `instanceof` recognizes the errors of every installed copy of this package.
 */
export class ClassifierFileError extends Error {
  override readonly name = "ClassifierFileError";
  readonly code: ClassifierFileErrorCode;
  readonly [marker] = true;

  constructor(code: ClassifierFileErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && marker in value;
  }
}

/** The metadata of a file. */
export function encodeMetadata({
  textFormat,
  options,
  vocabulary,
  about,
}: ClassifierMetadata): Record<string, string> {
  return {
    "text.format": String(textFormat.version),
    "text.options": JSON.stringify(options),
    "text.vocabulary": JSON.stringify(vocabulary),
    "text.about": JSON.stringify(about),
  };
}

/**
 * @param readers the classes that may read the network, and the formats that may read texts
 * @throws ClassifierFileError where the bytes are not such a file; TypeError where they are not bytes.
 */
export function decodeClassifier(
  given: Uint8Array | ArrayBuffer,
  { networks, textFormats, ngrams: ngramPart }: Readers,
): DecodedClassifier {
  const bytes = toBytes("TextClassifier.load", "bytes", given);
  const { tensors, metadata } = attempt(
    () => decodeSafetensors(bytes),
    beginsAsSafetensors(bytes) ? "" : "it is not a model: ",
  );
  if (tensors["ngrams"] !== undefined) {
    const version = readVersion(metadata["text.format"], "Sequential");
    if (ngramPart === undefined) throw withoutNgrams();
    const { ngrams, network } = attempt(() => ngramPart.decode(tensors, metadata));
    return {
      ...(network && { network: readWholeNetwork(network, networks) }),
      ngrams,
      ...readText(metadata, version, textFormats),
    };
  }
  if (metadata["rnn.format"] === undefined) {
    throw broken("it is not a model: it holds no network");
  }
  const version = readVersion(metadata["text.format"], classNameOf(metadata));
  return {
    network: readNetwork(bytes, metadata, networks),
    ...readText(metadata, version, textFormats),
  };
}

/** The class that wrote a network's file. */
function classNameOf(metadata: Metadata): string {
  return metadata["rnn.format"] === "2" ? "Sequential" : "RecurrentNetwork";
}

/** The network of a file that is only that. */
function readWholeNetwork(bytes: Uint8Array, networks: readonly NetworkClass[]): TextNetwork {
  return readNetwork(bytes, attempt(() => decodeSafetensors(bytes)).metadata, networks);
}

function readNetwork(
  bytes: Uint8Array,
  metadata: Metadata,
  networks: readonly NetworkClass[],
): TextNetwork {
  const className = classNameOf(metadata);
  const reader =
    networks.find(({ fileFormat }) => fileFormat === metadata["rnn.format"]) ??
    // Of a later format: its error says which version wrote the file.
    (className === "RecurrentNetwork" ? networks[0] : undefined);
  if (reader === undefined) {
    throw new ClassifierFileError(
      "ERR_RNN_CLASSIFIER_NETWORK",
      `TextClassifier.load: expected networks to have ${className}, got a file of it. ` +
        `Give TextClassifier.load(bytes, { networks: [${className}] }).`,
    );
  }
  return attempt(() => reader.load(bytes));
}

function withoutNgrams(): ClassifierFileError {
  return new ClassifierFileError(
    "ERR_RNN_CLASSIFIER_NGRAMS",
    "TextClassifier.load: expected ngrams to be NgramPart, which reads a file with n-grams, got none. " +
      "Give it, or use loadTextClassifier(bytes).",
  );
}

/** What a file says of texts and classes. */
function readText(
  metadata: Metadata,
  version: TextFormat["version"],
  textFormats: readonly TextFormat[],
) {
  const textFormat = textFormats.find((format) => format.version === version);
  if (textFormat === undefined) {
    throw new ClassifierFileError(
      "ERR_RNN_CLASSIFIER_TEXT_FORMAT",
      `TextClassifier.load: expected textFormats to have textFormat${version}, got a file of it. ` +
        `Give TextClassifier.load(bytes, { textFormats: [textFormat${version}] }).`,
    );
  }
  const options = parse(metadata, "text.options");
  if (!isRecord(options)) throw broken("its text.options are not an object");
  const missing = optionNames[version].find((name) => options[name] === undefined);
  if (missing !== undefined) throw broken(`its text.options have no ${missing}`);
  return {
    textFormat,
    options,
    vocabulary: parse(metadata, "text.vocabulary"),
    about: parse(metadata, "text.about"),
  };
}

/** Whether the length of a header is followed by the header's JSON. */
function beginsAsSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes[8] === "{".charCodeAt(0);
}

/** The error for a file whose parts do not go together. */
export function describeInconsistency(cause: unknown): ClassifierFileError {
  return broken(`its parts do not go together: ${messageOf(cause)}`, cause);
}

function readVersion(version: string | undefined, network: string): TextFormat["version"] {
  if (version === "1") return 1;
  if (version === "2") return 2;
  if (version === undefined) {
    throw new ClassifierFileError(
      "ERR_RNN_CLASSIFIER_NO_TEXT",
      "TextClassifier.load: expected a file that TextClassifier.save made, got a network without its " +
        `vocabulary and text options. Load it with ${network}.load and give it to a TextClassifier.`,
    );
  }
  throw otherVersion(`got text.format ${version}`);
}

function parse(metadata: Metadata, name: string): unknown {
  const text = metadata[name];
  if (text === undefined) throw broken(`it has no ${name}`);
  return attempt(() => JSON.parse(text) as unknown, `its ${name} is not valid JSON: `);
}

function attempt<T>(read: () => T, what = ""): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ModelFileError && cause.code === "ERR_RNN_MODEL_VERSION") {
      throw otherVersion(messageOf(cause), cause);
    }
    throw broken(`${what}${messageOf(cause)}`, cause);
  }
}

function broken(what: string, cause?: unknown): ClassifierFileError {
  return new ClassifierFileError(
    "ERR_RNN_CLASSIFIER_FILE",
    `TextClassifier.load: expected a file that TextClassifier.save made, but ${what.replace(/\.$/, "")}.`,
    { cause },
  );
}

function otherVersion(what: string, cause?: unknown): ClassifierFileError {
  return new ClassifierFileError(
    "ERR_RNN_CLASSIFIER_VERSION",
    `TextClassifier.load: expected a file of text.format 1 or 2, ${what.replace(/\.$/, "")}. ` +
      "Install the version of @rnn/text-classifier that wrote it.",
    { cause },
  );
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
