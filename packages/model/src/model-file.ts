/**
 * A trained network as a safetensors file: the five parameters under their names, and in the metadata
 *   rnn.format   "1"
 *   rnn.config   the constructor's options, as JSON
 *   rnn.history  { losses, valLosses }, as JSON
 */
import { decodeSafetensors, encodeSafetensors, type Tensor } from "@rnn/tensor";
import { parameterNames, type Weights } from "./parameters.ts";

const formatVersion = "1";

/** What a file holds. */
export interface ModelFile {
  readonly weights: Weights;
  /** The constructor's options, not yet checked. */
  readonly config: Record<string, unknown>;
  readonly losses: number[];
  readonly valLosses: number[];
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
export function encodeModel({ weights, config, losses, valLosses }: ModelFile): Uint8Array {
  return encodeSafetensors(weights, {
    metadata: {
      "rnn.format": formatVersion,
      "rnn.config": JSON.stringify(config),
      "rnn.history": JSON.stringify({ losses, valLosses }),
    },
  });
}

/** @throws ModelFileError where the bytes are no such file; its `cause` says what was wrong. */
export function decodeModel(bytes: Uint8Array): ModelFile {
  const { tensors, metadata } = attempt(() => decodeSafetensors(bytes));
  const version = metadata["rnn.format"];
  if (version !== formatVersion) {
    throw new ModelFileError(
      "ERR_RNN_MODEL_VERSION",
      `RecurrentNetwork.load: expected a model of format ${formatVersion}, got ${version ?? "none"}. ` +
        (version === undefined
          ? "Give a file that RecurrentNetwork.save made."
          : "Install the version of @rnn/model that wrote it."),
    );
  }
  const config = attempt(() => JSON.parse(metadata["rnn.config"]) as unknown);
  const history = attempt(() => JSON.parse(metadata["rnn.history"]) as unknown);
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
  return { weights: tensors as Record<string, Tensor> as Weights, config, losses, valLosses };
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw broken(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function broken(what: string, cause?: unknown): ModelFileError {
  return new ModelFileError(
    "ERR_RNN_MODEL_FILE",
    `RecurrentNetwork.load: expected a file that RecurrentNetwork.save made, but ${what}.`,
    { cause },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
