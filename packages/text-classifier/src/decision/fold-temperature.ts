import { RecurrentNetwork, Sequential } from "@rnn/model";
import { divide } from "@rnn/tensor";
import type { TextNetwork } from "../text-network.ts";

/** The network with its last layer divided by a temperature, so that it gives calibrated probabilities by itself. */
export function foldTemperature(network: TextNetwork, temperature: number): TextNetwork {
  if (network instanceof RecurrentNetwork) {
    const { weights } = network;
    const folded = new RecurrentNetwork(network.options);
    const [w2, b2] = [divide(weights.w2, temperature), divide(weights.b2, temperature)];
    folded.setWeights({ ...weights, w2, b2 });
    return folded;
  }
  const folded = new Sequential(network.layers, network.options);
  const entries = Object.entries(network.weights);
  // The last layer is dense: a kernel and a bias.
  const last = entries.length - 2;
  folded.setWeights(
    Object.fromEntries(
      entries.map(([name, value], i) => [name, i < last ? value : divide(value, temperature)]),
    ),
  );
  return folded;
}
