/**
 * Networks from ONNX files. This is an entry of its own, so that who reads none does not load the protocol
 * buffers.
 */
import type { Sequential, SequentialOptions } from "@rnn/model";
import { encodeOnnx } from "@rnn/model/onnx";
import { toBytes } from "@rnn/tensor/checks";
import { makeSequential, setWeights } from "./make-sequential.ts";
import { type Chain, nameWeights } from "./onnx/chain.ts";
import { type ModelProto, readModel } from "./onnx/graph.ts";
import { readOwnGraph } from "./onnx/own-graph.ts";
import { traceGraph } from "./onnx/trace-graph.ts";

/**
 * The network of an ONNX file: one that `encodeOnnx` of @rnn/model wrote, or PyTorch's `torch.onnx.export` of
 * `nn.Embedding`, `nn.RNN`, `nn.LSTM` or `nn.GRU` (layers, directions), a mean or maximum over the steps or
 * the last state, and `nn.Linear`, with or without the sigmoid or the softmax at the end. Dropout is in no
 * such file.
 *
 * @param bytes the file, with its weights in it: PyTorch's `external_data=False`
 * @param options those of the network: its optimizer, default `adam()`, batch size and so on
 * @returns a network whose `predictProba` are the graph's probabilities, or the sigmoid or softmax of its logits
 * @throws InteropError with a `code` for other bytes, and for a graph that is none of these; the message names
 *   the node
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4, { maskZero: true }), bidirectional(lstm(3)), dense(2)]);
 * decodeOnnx(encodeOnnx(network)).layers.map(({ kind }) => kind); // => ["embedding", "bidirectional", "dense"]
 * ```
 */
export function decodeOnnx(
  bytes: Uint8Array | ArrayBuffer,
  options: SequentialOptions = {},
): Sequential {
  const file = toBytes("decodeOnnx", "bytes", bytes);
  const { model, graph } = readModel(file);
  const own = readOwnGraph(graph);
  if (own !== undefined && own.length > 0) {
    const network = makeNetwork(own, options);
    if (isSameFile(network, model, file)) return network;
  }
  return makeNetwork(traceGraph(graph), options);
}

function makeNetwork(chain: Chain, options: SequentialOptions): Sequential {
  const layers = chain.map(({ layer }) => layer);
  const network = makeSequential("decodeOnnx", layers, options);
  setWeights("decodeOnnx", network, nameWeights(chain));
  return network;
}

/** Whether the network is written as this very file. */
function isSameFile(
  network: Sequential,
  { metadataProps, producerName, graph }: ModelProto,
  file: Uint8Array,
): boolean {
  const dimensions = graph?.input[0]?.type?.value;
  const steps =
    dimensions?.case === "tensorType" ? dimensions.value.shape?.dim[1]?.value : undefined;
  const written = encodeOnnx(network, {
    ...(steps?.case === "dimValue" && { steps: Number(steps.value) }),
    metadata: Object.fromEntries(metadataProps.map(({ key, value }) => [key, value])),
    producerName,
  });
  return written.length === file.length && written.every((byte, i) => byte === file[i]);
}
