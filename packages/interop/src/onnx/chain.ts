import type { Layer } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import { numberNames } from "../number-names.ts";

/** A layer with the weights that it has, by the names within it. */
export interface Link {
  readonly layer: Layer;
  readonly weights: Readonly<Record<string, Tensor<"float64">>>;
}

/** The layers up to a place of the graph, from the input on. */
export type Chain = readonly Link[];

/** The weights of the layers by their names in a network: `lstm_1.kernel`. */
export function nameWeights(chain: Chain): Record<string, Tensor<"float64">> {
  const names = numberNames(chain.map(({ layer }) => layer.kind));
  const named: Record<string, Tensor<"float64">> = {};
  for (const [i, { weights }] of chain.entries()) {
    for (const [part, weight] of Object.entries(weights)) named[`${names[i]}.${part}`] = weight;
  }
  return named;
}
