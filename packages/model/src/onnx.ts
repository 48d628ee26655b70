/**
 * Networks as ONNX files, of opset 17, in float32. This is an entry of its own, so that who writes no ONNX
 * does not load the protocol buffers.
 */
import { create, toBinary } from "@bufbuild/protobuf";
import { checkOptions, checkType, checkWhole, describeValue } from "@rnn/tensor/checks";
import { ModelProtoSchema } from "onnx-buf";
import { isRecord } from "./network/json.ts";
import { chapterGraph } from "./onnx/chapter-graph.ts";
import { sequentialGraph } from "./onnx/sequential-graph.ts";
import { RecurrentNetwork } from "./recurrent-network.ts";
import { Sequential } from "./sequential.ts";

const opset = 17n;
/** The version of the file format that came with opset 17. */
const irVersion = 8n;

/** What `encodeOnnx` takes besides the network. */
export interface OnnxOptions {
  /** T, where the file shall take sequences of one length alone; default any. */
  readonly steps?: number;
  /** Strings to keep in the file's metadata; default none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** What the file says it was made by; default `"@rnn/model"`. */
  readonly producerName?: string;
}

/**
 * The network as an ONNX file, which ONNX Runtime and others run. It takes `ids`, int32 `[N, T]`, or `x`,
 * float32 `[N, T, D]`, for a `Sequential` without an embedding; N and T are open, from 1 on. It gives `probability`,
 * float32 `[N, 1]`, that of class 1, or of K classes `probabilities`, `[N, K]`. Equal networks give equal
 * bytes.
 *
 * Cells are ONNX's own `RNN`, `LSTM` and `GRU`; dropout is left out. With `maskZero`, id 0 is padding
 * wherever it stands. Without, every id counts, so that a network trained on ragged ids wants sequences of
 * one length in a batch.
 *
 * Weights are rounded to float32, in which the graph computes. Probabilities agree with `predictProba`
 * within 1e-5, unless the network's own weights make roundings grow.
 *
 * @param options.steps T, where the file shall take sequences of one length alone; default any
 * @param options.metadata strings to keep in the file's metadata; default none
 * @param options.producerName what the file says it was made by; default `"@rnn/model"`
 * @throws TypeError for what is not a network, RangeError, TypeError for an option outside its rule, Error for
 *   a network that has no weights yet.
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4, { maskZero: true }), bidirectional(lstm(3)), dense(2)]);
 * encodeOnnx(network, { metadata: { classes: "no, yes" } }).length; // => 3897
 * ```
 *
 * Python twin: `tf2onnx.convert.from_keras(model)`;
 * `onnxruntime.InferenceSession(bytes).run(None, {"ids": ids})` runs it.
 */
export function encodeOnnx(
  network: Sequential | RecurrentNetwork,
  options: OnnxOptions = {},
): Uint8Array<ArrayBuffer> {
  checkOptions("encodeOnnx", options, ["steps", "metadata", "producerName"]);
  const { steps, metadata = {}, producerName = "@rnn/model" } = options;
  if (steps !== undefined) checkWhole("encodeOnnx", "steps", steps, 1);
  checkType("encodeOnnx", "producerName", producerName, "string");
  const metadataProps = readMetadata(metadata);
  const message = create(ModelProtoSchema, {
    irVersion,
    producerName,
    opsetImport: [{ domain: "", version: opset }],
    metadataProps,
    graph: graphOf(network, steps ?? "T"),
  });
  return toBinary(ModelProtoSchema, message);
}

function graphOf(network: unknown, steps: number | "T") {
  if (network instanceof Sequential) return sequentialGraph(network, steps);
  if (network instanceof RecurrentNetwork) return chapterGraph(network, steps);
  throw new TypeError(
    `encodeOnnx: expected a Sequential or a RecurrentNetwork, got ${describeValue(network)}.`,
  );
}

function readMetadata(metadata: unknown): { key: string; value: string }[] {
  if (!isRecord(metadata)) {
    throw new TypeError(
      `encodeOnnx: expected metadata to be an object of strings, got ${describeValue(metadata)}.`,
    );
  }
  return Object.entries(metadata).map(([key, value]) => {
    checkType("encodeOnnx", `metadata ${key}`, value, "string");
    return { key, value: value as string };
  });
}
