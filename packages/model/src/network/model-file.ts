/**
 * A trained network as a safetensors file: the parameters under their names, and in the metadata
 *   rnn.format   "1"
 *   rnn.config   the constructor's options, as JSON
 *   rnn.history  { losses, valLosses }, as JSON
 *   rnn.crc32    the CRC-32 of the file without this entry, in 8 hexadecimal digits
 * and whatever a caller keeps beside them, under names that do not start with "rnn."
 */
import { type DType, decodeSafetensors, encodeSafetensors, type Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";
import { crc32 } from "./crc32.ts";
import type { Parameters } from "./parameter-table.ts";

const formatVersion = "1";

/** Names that begin so are the network's own. */
export const ownPrefix = "rnn.";

/** What `save` takes. */
export interface SaveOptions {
  /** Further strings for the file's metadata, under names that do not begin with `rnn.`; default none. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a file holds. */
export interface ModelFile {
  readonly weights: Parameters;
  /** The constructor's options, not yet checked. */
  readonly config: Record<string, unknown>;
  readonly losses: number[];
  readonly valLosses: number[];
  /** The other entries of the metadata. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is no network of this library, or of a later version. */
export class ModelFileError extends Error {
  override readonly name = "ModelFileError";
  readonly code: "ERR_RNN_MODEL_FILE" | "ERR_RNN_MODEL_VERSION";

  constructor(code: ModelFileError["code"], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The bytes of the file. Equal networks give equal bytes. */
export function encodeModel(file: ModelFile): Uint8Array<ArrayBuffer> {
  const { weights, config, losses, valLosses, metadata } = file;
  return encodeSealed(weights, {
    ...metadata,
    "rnn.format": formatVersion,
    "rnn.config": JSON.stringify(config),
    "rnn.history": JSON.stringify({ losses, valLosses }),
  });
}

/** The safetensors file with the check sum of all the rest of it. */
export function encodeSealed(
  tensors: Readonly<Record<string, Tensor<DType>>>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const sealed = { ...metadata, "rnn.crc32": checkSum(tensors, metadata) };
  return encodeSafetensors(tensors, { metadata: sealed });
}

function checkSum(
  tensors: Readonly<Record<string, Tensor<DType>>>,
  metadata: Readonly<Record<string, string>>,
): string {
  return crc32(encodeSafetensors(tensors, { metadata })).toString(16).padStart(8, "0");
}

/** @throws ModelFileError where the bytes are no such file; its `cause` says what was wrong. */
export function decodeModel(
  given: Uint8Array | ArrayBuffer,
  parameterNames: readonly string[],
): ModelFile {
  const bytes = given instanceof ArrayBuffer ? new Uint8Array(given) : given;
  const { tensors, metadata } = attempt(() => decodeSafetensors(bytes));
  const { "rnn.crc32": sum, ...summed } = metadata;
  const {
    "rnn.format": version,
    "rnn.config": configText,
    "rnn.history": historyText,
    ...others
  } = summed;
  if (version !== formatVersion) {
    throw new ModelFileError(
      "ERR_RNN_MODEL_VERSION",
      `RecurrentNetwork.load: expected a model of format ${formatVersion}, got ${version ?? "none"}. ` +
        (version === undefined
          ? "Give a file that RecurrentNetwork.save made."
          : "Install the version of @rnn/model that wrote it."),
    );
  }
  if (sum !== checkSum(tensors, summed)) {
    throw broken("it is damaged: its check sum is another. Get it again, or save the network anew");
  }
  const config = attempt(() => parseShallow(configText));
  const history = attempt(() => parseShallow(historyText));
  if (!isRecord(config) || !isRecord(history))
    throw broken("its configuration or history is no object");
  const { losses, valLosses } = history;
  if (!isNumbers(losses) || !isNumbers(valLosses)) throw broken("its losses are no numbers");
  for (const name of parameterNames) {
    const dtype = tensors[name]?.dtype;
    if (dtype !== "float32" && dtype !== "float64")
      throw broken(`it has no float parameter ${name}`);
  }
  // The loop above saw each name with a float type.
  const weights = tensors as Parameters;
  return { weights, config, losses, valLosses, metadata: others };
}

/** @throws RangeError, TypeError unless metadata are strings that leave the library's own names alone. */
export function checkMetadata(caller: string, metadata: unknown): void {
  if (!isRecord(metadata)) {
    throw new TypeError(
      `${caller}: expected metadata to be an object of strings, got ${describeValue(metadata)}.`,
    );
  }
  const taken = Object.keys(metadata).find((name) => name.startsWith(ownPrefix));
  if (taken !== undefined) {
    throw new RangeError(
      `${caller}: expected names of metadata that do not begin with ${ownPrefix}, got ${describeValue(taken)}.`,
    );
  }
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw broken(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** No entry has more lists and objects. */
const maxBrackets = 16;

/** The value of a JSON text. Brackets inside each other take some fifty times their text in memory. */
export function parseShallow(text: string): unknown {
  const bracket = /[[{]/g;
  for (let count = 0; bracket.exec(text) !== null; ) {
    if (++count > maxBrackets) throw new SyntaxError("an entry has too many lists and objects");
  }
  return JSON.parse(text) as unknown;
}

export function broken(what: string, cause?: unknown): ModelFileError {
  return new ModelFileError(
    "ERR_RNN_MODEL_FILE",
    `RecurrentNetwork.load: expected a file that RecurrentNetwork.save made, but ${what}.`,
    { cause },
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(Number.isFinite); // JSON's 1e999 is Infinity
}
