/**
 * A network as a safetensors file: the parameters under the names of its table, and in the metadata
 *   rnn.format      "1" for the chapter's network, "2" for any plan
 *   rnn.config      format 1: the constructor's options; format 2: { features, layers, … }; as JSON
 *   rnn.history     { losses, valLosses }, as JSON
 *   rnn.checkpoint  where the file is one of a run that was left: see run-entry.ts
 *   rnn.crc32       see sealed-file.ts
 * and whatever a caller keeps beside them, under names that do not start with "rnn.". What an optimizer
 * remembers is in tensors whose names begin with "optimizer."; the parameters of a run's best epoch, where
 * early stopping restores them, in tensors whose names begin with "best.".
 */
import type { DType, Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";
import { isNumbers, isRecord, parseShallow } from "./json.ts";
import { attempt, broken } from "./model-file-error.ts";
import type { Parameters } from "./parameter-table.ts";
import { encodeRunEntry, type RunEntry, readRunEntry } from "./run-entry.ts";
import { decodeSealed, encodeSealed } from "./sealed-file.ts";

/** Names of metadata that begin so are the network's own. */
const ownPrefix = "rnn.";

/** Names of tensors that begin so are the optimizer's. */
const optimizerPrefix = "optimizer.";

/** Names of tensors that begin so are the parameters of the best epoch. */
const bestPrefix = "best.";

/** No plan has more layers than its entry has lists and objects. */
const mostBrackets = { 1: 16, 2: 4096 } as const;

/** What `save` takes. */
export interface SaveOptions {
  /** Further strings for the file's metadata, under names that do not begin with `rnn.`; default none. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The formats of a file. */
export type Format = "1" | "2";

/** What a file holds. */
export interface ModelFile {
  readonly format: Format;
  /** Under the names of the network's table; not yet checked against it. */
  readonly parameters: Parameters;
  /** What the optimizer remembers; none in a file of a network. */
  readonly optimizerState: Parameters;
  /** The parameters of a run's best epoch; none in a file of a network. */
  readonly bestParameters: Parameters;
  /** Not yet checked. */
  readonly config: Record<string, unknown>;
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  /** What a caller keeps beside them. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a file holds that was read. */
export interface DecodedModel extends ModelFile {
  /** Where a run was left; undefined in a file of a network. @throws ModelFileError for an invalid entry */
  readonly readRun: () => RunEntry | undefined;
}

/** The bytes of the file, that of a run that was left at `run` where given. Equal networks give equal bytes. */
export function encodeModel(file: ModelFile, run?: RunEntry): Uint8Array<ArrayBuffer> {
  const { format, parameters, optimizerState, bestParameters } = file;
  const { config, losses, valLosses, metadata } = file;
  const tensors = {
    ...parameters,
    ...prefix(optimizerPrefix, optimizerState),
    ...prefix(bestPrefix, bestParameters),
  };
  const entries = {
    ...metadata,
    ...(run && { "rnn.checkpoint": encodeRunEntry(run) }),
    "rnn.format": format,
    "rnn.config": JSON.stringify(config),
    "rnn.history": JSON.stringify({ losses, valLosses }),
  };
  return encodeSealed(tensors, entries);
}

/**
 * What a file of one of the formats holds.
 * @throws ModelFileError where the bytes are not such a file; its `cause` says what was wrong.
 */
export function decodeModel(
  bytes: Uint8Array | ArrayBuffer,
  formats: readonly Format[] = ["1"],
  network?: string,
): DecodedModel {
  const { tensors, metadata } = decodeSealed(bytes, formats, network);
  const {
    "rnn.format": version,
    "rnn.config": configText,
    "rnn.history": historyText,
    "rnn.checkpoint": runText,
    ...others
  } = metadata;
  const format = version as Format; // one of the formats
  const config = attempt(() => parseShallow(configText, mostBrackets[format]), network);
  const history = attempt(() => parseShallow(historyText), network);
  if (!isRecord(config) || !isRecord(history)) {
    throw broken("its configuration or history is not an object", undefined, network);
  }
  const { losses, valLosses } = history;
  if (!isNumbers(losses) || !isNumbers(valLosses)) {
    throw broken("its losses are not numbers", undefined, network);
  }
  const sorted = sortTensors(tensors);
  // Names of the library's that this version does not know are left out: a caller may not give them back.
  const kept = Object.entries(others).filter(([name]) => !name.startsWith(ownPrefix));
  return {
    format,
    ...sorted,
    config,
    losses,
    valLosses,
    metadata: Object.fromEntries(kept),
    readRun: () =>
      runText === undefined
        ? undefined
        : attempt(() => readRunEntry(parseShallow(runText)), network),
  };
}

/** @throws ModelFileError unless each of the parameters is there, as floats */
export function checkFloats(parameters: Parameters, keys: readonly string[]): void {
  for (const key of keys) {
    if (!Object.hasOwn(parameters, key)) throw broken(`it has no float parameter ${key}`);
  }
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

/** The tensors by what they are. @throws ModelFileError for tensors that are not floats */
function sortTensors(
  tensors: Readonly<Record<string, Tensor<DType>>>,
): Pick<ModelFile, "parameters" | "optimizerState" | "bestParameters"> {
  const parameters: [string, Tensor][] = [];
  const optimizerState: [string, Tensor][] = [];
  const bestParameters: [string, Tensor][] = [];
  for (const [name, tensor] of Object.entries(tensors)) {
    if (tensor.dtype !== "float32" && tensor.dtype !== "float64") {
      throw broken(`it has no float parameter ${name}`);
    }
    const float = tensor as Tensor;
    if (name.startsWith(optimizerPrefix)) {
      optimizerState.push([name.slice(optimizerPrefix.length), float]);
    } else if (name.startsWith(bestPrefix)) {
      bestParameters.push([name.slice(bestPrefix.length), float]);
    } else {
      parameters.push([name, float]);
    }
  }
  return {
    parameters: Object.fromEntries(parameters),
    optimizerState: Object.fromEntries(optimizerState),
    bestParameters: Object.fromEntries(bestParameters),
  };
}

function prefix(start: string, tensors: Parameters): Parameters {
  return Object.fromEntries(Object.entries(tensors).map(([key, value]) => [start + key, value]));
}
