import type { Layer } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";

/** A layer with the weights that it has, by the names within it. */
export interface Link {
  readonly layer: Layer;
  readonly weights: Readonly<Record<string, Tensor<"float64">>>;
}

/** The layers up to a place of the graph, from the input on. */
export type Chain = readonly Link[];

/** The weights of the layers by their names in a network: `lstm_1.kernel`. */
export function nameWeights(chain: Chain): Record<string, Tensor<"float64">> {
  const counts = new Map<string, number>();
  const named: Record<string, Tensor<"float64">> = {};
  for (const { layer, weights } of chain) {
    const seen = counts.get(layer.kind) ?? 0;
    counts.set(layer.kind, seen + 1);
    const name = seen === 0 ? layer.kind : `${layer.kind}_${seen}`;
    for (const [part, weight] of Object.entries(weights)) named[`${name}.${part}`] = weight;
  }
  return named;
}
