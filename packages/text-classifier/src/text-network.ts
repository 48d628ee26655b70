import { RecurrentNetwork, type Sequential, sigmoid } from "@rnn/model";
import { type OneHotTensor, RaggedTensor, type Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";

/**
 * A network that tells two classes of texts apart: the chapter's, or one of layers from an `embedding` to
 * `dense(1)`.
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

/** @throws TypeError for what is not a network, RangeError for one that reads no ids or has more classes */
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
  const last = network.layers[network.layers.length - 1];
  if (last.kind !== "dense" || last.units !== 1) {
    const got = last.kind === "dense" ? `dense(${last.units})` : last.kind;
    throw new RangeError(
      `${caller}: expected network to end in dense(1), the sigmoid of two classes, got ${got}.`,
    );
  }
}

/** The parameter with a row for each id, by its name, and how many rows it has. */
export function idRowsOf(network: TextNetwork): { readonly name: string; readonly rows: number } {
  const name = isSequential(network) ? "embedding.embeddings" : "w1x";
  const { [name]: parameter }: Readonly<Record<string, Tensor>> = { ...network.weights };
  return { name, rows: parameter.shape[0] };
}

/** The probability of the second class of each row: float64 `[N]`. */
export function predictTexts(network: TextNetwork, x: OneHotTensor): Tensor<"float64"> {
  return isSequential(network) ? network.predictProba(x.indices) : network.predictProba(x);
}

/** The same after each time step: float64 `[N, T]`. */
export function predictTextsPerStep(network: TextNetwork, x: OneHotTensor): Tensor<"float64"> {
  return isSequential(network)
    ? network.predictProbaPerStep(x.indices)
    : network.predictProbaPerStep(x);
}

/** The probability of the second class before the first step, not even of padding. */
export function predictNothing(network: TextNetwork): number {
  return isSequential(network)
    ? network.predictProba(RaggedTensor.fromArrays([[]])).data[0]
    : sigmoid(network.weights.b2.data[0]);
}
