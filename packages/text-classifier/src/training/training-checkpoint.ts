/**
 * A training of a text classifier that was left, as a value and as a file: a safetensors file of
 *   run        uint8, the file of the network's own checkpoint
 *   network    uint8, in the second stage: the file of the network that the first one gave
 *   training.format "1", training.state the rest as JSON, training.crc32 of all that
 */
import {
  decodeSequentialCheckpoint,
  encodeSequentialCheckpoint,
  type History,
  type SequentialCheckpoint,
} from "@rnn/model";
import { type DType, decodeSafetensors, Tensor } from "@rnn/tensor";
import { toBytes } from "@rnn/tensor/checks";
import { encodeSealedSafetensors, removeSeal } from "@rnn/tensor/sealed-safetensors";
import { isRecord } from "../json.ts";

/** What `onCheckpoint` is given and `resume` resumes. A plain value that later training leaves as it is. */
export interface TrainingCheckpoint {
  /** Where the run of the network stands. */
  readonly run: SequentialCheckpoint;
  /** What the first stage gave, in the second one: the network as a file, and its epochs. */
  readonly first?: FirstStage;
  /** What was asked for, to refuse a resumption with other options. */
  readonly settings: string;
}

/** A network trained with rows kept for validation. */
export interface FirstStage {
  readonly network: Uint8Array<ArrayBuffer>;
  readonly history: History;
}

const seal = "training.crc32";

/** The checkpoint as a file. */
export function encodeTrainingCheckpoint({
  run,
  first,
  settings,
}: TrainingCheckpoint): Uint8Array<ArrayBuffer> {
  const tensors: Record<string, Tensor<DType>> = {
    run: asTensor(encodeSequentialCheckpoint(run)),
    ...(first && { network: asTensor(first.network) }),
  };
  const state = JSON.stringify({ settings, history: first?.history ?? null });
  return encodeSealedSafetensors(
    tensors,
    { "training.format": "1", "training.state": state },
    seal,
  );
}

/**
 * The checkpoint that `encodeTrainingCheckpoint` wrote.
 * @throws RangeError for other bytes, and for damaged ones; its `cause` says more
 */
export function decodeTrainingCheckpoint(given: Uint8Array | ArrayBuffer): TrainingCheckpoint {
  const bytes = toBytes("decodeTrainingCheckpoint", "bytes", given);
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    const rest = removeSeal(tensors, metadata, seal);
    if (rest === undefined) throw new RangeError("its checksum differs");
    if (rest["training.format"] !== "1") throw new RangeError("it is of another version");
    const state: unknown = JSON.parse(rest["training.state"]);
    if (!isRecord(state) || typeof state["settings"] !== "string") {
      throw new RangeError("it has no settings");
    }
    const { checkpoint } = decodeSequentialCheckpoint(bytesOf(tensors["run"]));
    const first =
      tensors["network"] === undefined
        ? undefined
        : { network: bytesOf(tensors["network"]), history: readHistory(state["history"]) };
    return { run: checkpoint, settings: state["settings"], ...(first && { first }) };
  } catch (cause) {
    throw new RangeError(
      "decodeTrainingCheckpoint: expected a file that encodeTrainingCheckpoint made, but " +
        `${(cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, "")}.`,
      { cause },
    );
  }
}

function asTensor(bytes: Uint8Array<ArrayBuffer>): Tensor<"uint8"> {
  return new Tensor(bytes, "uint8", [bytes.length]);
}

function bytesOf(tensor: Tensor<DType> | undefined): Uint8Array<ArrayBuffer> {
  const data = tensor?.contiguous().data;
  if (data instanceof Uint8Array) return data.slice();
  throw new RangeError("it lacks a part");
}

const historyNames = ["losses", "valLosses", "valAccuracies", "trainingMs"] as const;

function readHistory(value: unknown): History {
  if (!isRecord(value)) throw new RangeError("it has no history");
  const [losses, valLosses, valAccuracies, trainingMs] = historyNames.map((name) => {
    const figures = value[name];
    if (!Array.isArray(figures) || !figures.every((figure) => Number.isFinite(figure))) {
      throw new RangeError(`its ${name} are not numbers`);
    }
    return figures as number[];
  });
  return { losses, valLosses, valAccuracies, trainingMs };
}
