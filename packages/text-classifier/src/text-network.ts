import { RecurrentNetwork, type Sequential, sigmoid } from "@rnn/model";
import { type OneHotTensor, RaggedTensor, Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";

/**
 * A network that tells classes of texts apart: the chapter's, or one of layers from an `embedding` to
 * `dense(1)`, the sigmoid of two classes, or `dense(K)`, the softmax of K.
 */
export type TextNetwork = RecurrentNetwork | Sequential;

/**
 * The class of a network, which reads its files: `RecurrentNetwork` or `Sequential` of @rnn/model. A page that
 * loads the chapter's network need not bring all layers, so the classes are given.
 */
export interface NetworkClass {
  readonly fileFormat: string;
  load(bytes: Uint8Array | ArrayBuffer): TextNetwork;
}

/** Whether a network is one of layers. */
function isSequential(network: object): network is Sequential {
  return "layers" in network;
}

/** @throws TypeError for what is not a network, RangeError for one that reads no ids */
export function checkTextNetwork(caller: string, network: unknown): void {
  if (network instanceof RecurrentNetwork) return;
  if (typeof network !== "object" || network === null || !isSequential(network)) {
    throw new TypeError(
      `${caller}: expected network to be a RecurrentNetwork or a Sequential, got ${describeValue(network)}.`,
    );
  }
  const first = network.layers[0];
  if (first.kind !== "embedding") {
    throw new RangeError(
      `${caller}: expected network to read ids, got one whose first layer is ${first.kind}. ` +
        "Begin it with embedding(vocabulary.length, outputDim).",
    );
  }
}

/** How many classes the network tells apart. */
export function classCountOf(network: TextNetwork): number {
  return Math.max(2, unitsOf(network));
}

/** How many probabilities the network gives: 1 for the sigmoid of two classes, else one a class. */
function unitsOf(network: TextNetwork): number {
  if (!isSequential(network)) return 1;
  const last = network.layers[network.layers.length - 1];
  return last.kind === "dense" ? last.units : 1;
}

/** The parameter with a row for each id, by its name, and how many rows it has. */
export function idRowsOf(network: TextNetwork): { readonly name: string; readonly rows: number } {
  if (!isSequential(network)) return { name: "w1x", rows: network.weights.w1x.shape[0] };
  const [first] = network.layers;
  return { name: "embedding.embeddings", rows: first.kind === "embedding" ? first.inputDim : 0 };
}

/** The probability of the second class of each row, float64 `[N]`; of more than two, of each, `[N, K]`. */
export function predictTexts(network: TextNetwork, x: OneHotTensor): Tensor<"float64"> {
  const given = isSequential(network) ? network.predictProba(x.indices) : network.predictProba(x);
  return secondOfTwo(network, given);
}

/** The same after each time step: float64 `[N, T]` or `[N, T, K]`. */
export function predictTextsPerStep(network: TextNetwork, x: OneHotTensor): Tensor<"float64"> {
  const given = isSequential(network)
    ? network.predictProbaPerStep(x.indices)
    : network.predictProbaPerStep(x);
  return secondOfTwo(network, given);
}

/** The same before the first step, not even of padding: of one row, float64 `[1]` or `[1, K]`. */
export function predictNothing(network: TextNetwork): Tensor<"float64"> {
  if (!isSequential(network)) {
    return new Tensor(Float64Array.of(sigmoid(network.weights.b2.data[0])), "float64", [1]);
  }
  return secondOfTwo(network, network.predictProba(RaggedTensor.fromArrays([[]])));
}

/** Of the softmax of two classes the second one's probability, as a sigmoid gives it. */
function secondOfTwo(network: TextNetwork, given: Tensor<"float64">): Tensor<"float64"> {
  if (unitsOf(network) !== 2) return given;
  const { data, shape } = given.contiguous();
  const rows = shape.slice(0, -1);
  return new Tensor(
    Float64Array.from({ length: data.length / 2 }, (_, n) => data[2 * n + 1]),
    "float64",
    rows,
  );
}
