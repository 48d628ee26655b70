import { type Layer, Sequential, type SequentialOptions } from "@rnn/model";
import { add, concatenate, type Tensor, zeros } from "@rnn/tensor";
import { makeSequential, setWeights } from "../make-sequential.ts";
import { numberNames } from "../number-names.ts";
import { reorderGates } from "./gates.ts";
import { inferLayers, matchModules } from "./infer-layers.ts";
import { type Direction, type RecurrentModule, readModules } from "./modules.ts";
import { readTensors } from "./read-tensors.ts";

/**
 * The network of a PyTorch state dict in a safetensors file, of `nn.Embedding`, `nn.RNN` (tanh), `nn.LSTM`
 * or `nn.GRU` (layers, directions) and `nn.Linear`, under any names. Gates are put in Keras's order; the two
 * biases, which PyTorch adds up, become one, but for a GRU's, which has both.
 *
 * A state dict says nothing of what happens between its modules. Without `layers`, the last state goes to
 * the linear layer: of both directions, `torch.cat((h[-2], h[-1]), 1)`. With pooling, dropout or a mask, give
 * the layers.
 *
 * @param bytes what `safetensors.torch.save(model.state_dict())` writes; float32 or float64,
 *   half precision or bfloat16, whose values stay as they are
 * @param options.layers the network's layers, of which those with parameters are in the file
 *   Other options are those of the network: its optimizer, default `adam()`, batch size and so on
 * @returns a network whose `predictProba` are the sigmoid or the softmax of the module's logits
 * @throws InteropError with a `code` for other bytes, modules that there are not here, or layers that do not
 *   fit
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4), bidirectional(lstm(3)), dense(2)]);
 * decodeTorch(encodeTorch(network)).layers.map(({ kind }) => kind); // => ["embedding", "bidirectional", "dense"]
 * ```
 */
export function decodeTorch(
  bytes: Uint8Array | ArrayBuffer,
  options: SequentialOptions & { readonly layers?: readonly Layer[] } = {},
): Sequential {
  const { layers: given, ...settings } = options;
  const modules = readModules(readTensors(bytes));
  const layers = given ?? inferLayers(modules);
  const network =
    given === undefined
      ? makeSequential("decodeTorch", layers, settings)
      : new Sequential(given, settings);
  const matched = matchModules(modules, layers);
  const weights: Record<string, Tensor<"float64">> = {};
  const names = numberNames(matched.map(({ layer }) => layer.kind));
  for (const [i, { layer, ...module }] of matched.entries()) {
    const name = names[i];
    if ("recurrent" in module) addRecurrent(weights, name, module.recurrent);
    else if (layer.kind === "embedding") weights[`${name}.embeddings`] = module.matrix.weight;
    else {
      weights[`${name}.kernel`] = module.matrix.weight.transpose();
      weights[`${name}.bias`] = module.matrix.bias ?? zeros([module.matrix.weight.shape[0]]);
    }
  }
  setWeights("decodeTorch", network, weights);
  return network;
}

function addRecurrent(
  weights: Record<string, Tensor<"float64">>,
  name: string,
  { kind, forward, backward }: RecurrentModule,
): void {
  const parts = backward
    ? ([
        ["forward.", forward],
        ["backward.", backward],
      ] as const)
    : ([["", forward]] as const);
  for (const [prefix, direction] of parts) {
    weights[`${name}.${prefix}kernel`] = reorderGates(kind, direction.weightIh).transpose();
    weights[`${name}.${prefix}recurrentKernel`] = reorderGates(
      kind,
      direction.weightHh,
    ).transpose();
    weights[`${name}.${prefix}bias`] = biasOf(kind, direction);
  }
}

/** [2, 3 H] of a GRU, a row for each product; else the sum. */
function biasOf(
  kind: RecurrentModule["kind"],
  { weightIh, biasIh, biasHh }: Direction,
): Tensor<"float64"> {
  const rows = weightIh.shape[0];
  const [ofInput, ofState] = [biasIh ?? zeros([rows]), biasHh ?? zeros([rows])];
  if (kind !== "gru") return reorderGates(kind, add(ofInput, ofState));
  const row = (bias: Tensor<"float64">) => reorderGates(kind, bias).reshape([1, rows]);
  return concatenate([row(ofInput), row(ofState)]);
}
