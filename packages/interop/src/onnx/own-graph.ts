import {
  dense,
  embedding,
  globalAveragePooling1d,
  globalMaxPooling1d,
  type Layer,
} from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import type { GraphProto } from "onnx-buf";
import type { Chain, Link } from "./chain.ts";
import { readConstant } from "./graph.ts";
import { readCells } from "./read-cells.ts";

/**
 * The layers that a graph of this library's `encodeOnnx` was made of, by the names of its nodes and constants;
 * undefined where it is not one. Whoever calls checks that the same layers give the same graph.
 */
export function readOwnGraph({ node, initializer }: GraphProto): Chain | undefined {
  const constants = new Map(initializer.map((tensor) => [tensor.name, tensor]));
  const read = (name: string): Tensor<"float64"> | undefined => {
    const tensor = constants.get(name);
    return tensor && readConstant(tensor);
  };
  const links: Link[] = [];
  const embeddings = read("embeddings");
  if (embeddings?.rank === 2) {
    const maskZero = node.some(({ name }) => name === "is_padding");
    const layer = embedding(embeddings.shape[0], embeddings.shape[1], { maskZero });
    links.push({ layer, weights: { embeddings } });
  }
  const isMasked = links.length > 0 && node.some(({ name }) => name === "is_padding");
  for (const one of node) {
    const { name, opType } = one;
    if (["RNN", "LSTM", "GRU"].includes(opType)) {
      const [w, r, b] = ["W", "R", "B"].map((part) => read(`${name}.${part}`));
      const link = w && r && readCells(one, w, r, b);
      if (link === undefined || typeof link === "string") return undefined;
      links.push(link);
    } else if (opType === "Gemm") {
      const place = name.replace(/\.sums$/, "");
      const [kernel, bias] = [read(`${place}.kernel`), read(`${place}.bias`)];
      if (kernel?.rank !== 2 || bias === undefined) return undefined;
      links.push({ layer: dense(kernel.shape[1]), weights: { kernel, bias } });
    } else {
      const layer = readPooling(name, isMasked, node);
      if (layer) links.push({ layer, weights: {} });
    }
  }
  return links;
}

function readPooling(name: string, isMasked: boolean, node: GraphProto["node"]): Layer | undefined {
  if (/^globalAveragePooling1d(_\d+)?\.mean$/.test(name)) return globalAveragePooling1d();
  const [, maximum] = /^(globalMaxPooling1d(?:_\d+)?)\.max$/.exec(name) ?? [];
  if (maximum === undefined) return undefined;
  const hasWords = node.some((one) => one.name === `${maximum}.words`);
  const ofMasked = node.some((one) => one.name === `${maximum}.of_masked`);
  return globalMaxPooling1d({ ignoreMask: isMasked && (ofMasked || !hasWords) });
}
