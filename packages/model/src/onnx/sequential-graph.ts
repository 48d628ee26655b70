/** A network of layers as a graph: what goes from layer to layer is steps `[T, N, D]`, then vectors `[N, D]`. */
import type { Tensor } from "@rnn/tensor";
import type { Embedding } from "../layers/embedding.ts";
import type { Parameters } from "../network/parameter-table.ts";
import { type PlacedLayer, placeLayers } from "../network/plan.ts";
import type { Sequential } from "../sequential.ts";
import { addMask, type Mask } from "./add-mask.ts";
import { addAveragePooling, addMaxPooling, addMaxPoolingIgnoringMask } from "./add-pooling.ts";
import { addRecurrent } from "./add-recurrent.ts";
import { addNode, type GraphBuilder } from "./graph-builder.ts";
import { floats, type GraphInit, intAttribute, intsAttribute, valueOf } from "./messages.ts";

/** The graph, from `ids` `[N, T]` or `x` `[N, T, D]` to `probability` `[N, 1]` or `probabilities` `[N, K]`. */
export function sequentialGraph(network: Sequential, steps: number | "T"): GraphInit {
  const { layers, weights } = network;
  const [first] = layers;
  // The first parameter is a matrix with a row for each number of an input vector.
  const features = first.kind === "embedding" ? first.inputDim : Object.values(weights)[0].shape[0];
  const placed = placeLayers({ layers, features });
  const graph: GraphBuilder = { nodes: [], constants: [] };
  const outputs = placed[placed.length - 1].outputWidth;
  const output = outputs === 1 ? "probability" : "probabilities";
  const [embedding] = placed;
  let { value, mask } =
    embedding.layer.kind === "embedding"
      ? addEmbedding(graph, embedding.layer, weights[`${embedding.name}.embeddings`])
      : { value: orderBySteps(graph, "x"), mask: undefined };
  placed.forEach((layer, index) => {
    value = addLayer(graph, layer, { value, mask, weights, before: placed.slice(0, index) });
  });
  if (outputs === 1) addNode(graph, "Sigmoid", [value], output);
  else addNode(graph, "Softmax", [value], output, [intAttribute("axis", 1)]);
  return {
    name: "sequential",
    input: [
      first.kind === "embedding"
        ? valueOf("ids", "int32", ["N", steps])
        : valueOf("x", "float32", ["N", steps, features]),
    ],
    output: [valueOf(output, "float32", ["N", outputs])],
    initializer: graph.constants,
    node: graph.nodes,
  };
}

/** Adds the vectors `[T, N, D]` of the input ids, and the mask where id 0 is padding. */
function addEmbedding(
  graph: GraphBuilder,
  { maskZero }: Embedding,
  embeddings: Tensor,
): { value: string; mask: Mask | undefined } {
  const { ids, mask } = maskZero ? addMask(graph, "ids") : { ids: "ids", mask: undefined };
  graph.constants.push(floats("embeddings", embeddings));
  const vectors = addNode(graph, "Gather", ["embeddings", ids], "vectors", [
    intAttribute("axis", 0),
  ]);
  return { value: orderBySteps(graph, vectors), mask };
}

/** `[N, T, D]` as `[T, N, D]`. */
function orderBySteps(graph: GraphBuilder, vectors: string): string {
  return addNode(graph, "Transpose", [vectors], "steps", [intsAttribute("perm", [1, 0, 2])]);
}

/** What a layer is given to read, and what it may look at. */
interface LayerInput {
  readonly value: string;
  readonly mask: Mask | undefined;
  readonly weights: Parameters;
  /** The layers before it. */
  readonly before: readonly PlacedLayer[];
}

/** Adds a layer, and gives the name of what it hands on. */
function addLayer(
  graph: GraphBuilder,
  placed: PlacedLayer,
  { value, mask, weights, before }: LayerInput,
): string {
  const { layer, name } = placed;
  switch (layer.kind) {
    case "embedding": // The first, which comes before the others.
    case "dropout":
      return value;
    case "simpleRnn":
    case "lstm":
    case "gru":
    case "bidirectional":
      return addRecurrent(graph, placed, weights, value, mask);
    case "globalAveragePooling1d":
      return addAveragePooling(graph, name, value, mask);
    case "globalMaxPooling1d":
      return layer.ignoreMask
        ? addMaxPoolingIgnoringMask(graph, name, value, mask, before)
        : addMaxPooling(graph, name, value, mask);
    default: // dense
      return addDense(graph, name, weights, value);
  }
}

function addDense(graph: GraphBuilder, name: string, weights: Parameters, value: string): string {
  const [kernel, bias] = [`${name}.kernel`, `${name}.bias`];
  graph.constants.push(floats(kernel, weights[kernel]), floats(bias, weights[bias]));
  return addNode(graph, "Gemm", [value, kernel, bias], `${name}.sums`);
}
