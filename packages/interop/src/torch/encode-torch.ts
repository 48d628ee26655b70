import type { Layer, Recurrent, Sequential } from "@rnn/model";
import { encodeSafetensors, type Tensor, zeros } from "@rnn/tensor";
import { checkOptions } from "@rnn/tensor/checks";
import { InteropError } from "../interop-error.ts";
import { numberNames } from "../number-names.ts";
import { reorderGates } from "./gates.ts";
import { nameIn } from "./modules.ts";

/** What modules are called where the caller does not say. */
const moduleNames: Readonly<Record<string, string>> = {
  embedding: "embedding",
  simpleRnn: "rnn",
  lstm: "lstm",
  gru: "gru",
  dense: "linear",
};

/**
 * The network's parameters as a PyTorch state dict in a safetensors file, float32:
 * `module.load_state_dict(safetensors.torch.load_file(path))`. Recurrent layers that follow each other and
 * are alike become the layers of one `nn.LSTM(…, num_layers=n)`. A bias that PyTorch has in two parts is
 * written as itself and zeros, a GRU's as the two that it is.
 *
 * @param options.names what modules are called, by kind of layer: default `embedding`, `rnn` (of simpleRnn),
 *   `lstm`, `gru`, `linear` (of dense); a second of a kind is `lstm_1`
 * @throws InteropError for a layer that PyTorch does not have: a GRU with `resetAfter: false`
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4), gru(3), dense(1)]);
 * const { tensors } = decodeSafetensors(encodeTorch(network, { names: { gru: "cells" } }));
 * Object.keys(tensors).length; // => 7
 * tensors["cells.weight_hh_l0"].shape; // => [9, 3]
 * ```
 */
export function encodeTorch(
  network: Sequential,
  options: {
    readonly names?: Partial<Record<Recurrent["kind"] | "embedding" | "dense", string>>;
  } = {},
): Uint8Array<ArrayBuffer> {
  checkOptions("encodeTorch", options, ["names"]);
  const { names = {} } = options;
  checkOptions("encodeTorch names", names, Object.keys(moduleNames));
  const { weights, layers } = network;
  const tensors: Record<string, Tensor<"float32">> = {};
  const write = (module: string, name: string, x: Tensor<"float64">): void => {
    tensors[nameIn(module, name)] = x.astype("float32");
  };
  const layerNames = numberNames(layers.map(({ kind }) => kind));
  const modules = groupModules(layers);
  const modulesByKind = numberNames(
    modules.map(({ kind }) => ({ ...moduleNames, ...names })[kind] ?? kind),
  );
  modules.forEach((module, i) => {
    const name = modulesByKind[i];
    module.places.forEach((place, index) => {
      const own = (part: string): Tensor<"float64"> =>
        weights[`${layerNames[place]}.${part}`].astype("float64");
      if (module.kind === "embedding") write(name, "weight", own("embeddings"));
      else if (module.kind === "dense") {
        write(name, "weight", own("kernel").transpose());
        write(name, "bias", own("bias"));
      } else {
        for (const [prefix, suffix] of directionsOf(layers[place])) {
          const { kind } = module;
          const [ofInput, ofState] = splitBias(kind, own(`${prefix}bias`));
          write(
            name,
            `weight_ih_l${index}${suffix}`,
            reorderGates(kind, own(`${prefix}kernel`).transpose()),
          );
          write(
            name,
            `weight_hh_l${index}${suffix}`,
            reorderGates(kind, own(`${prefix}recurrentKernel`).transpose()),
          );
          write(name, `bias_ih_l${index}${suffix}`, reorderGates(kind, ofInput));
          write(name, `bias_hh_l${index}${suffix}`, reorderGates(kind, ofState));
        }
      }
    });
  });
  // As safetensors.torch marks its files.
  return encodeSafetensors(tensors, { metadata: { format: "pt" } });
}

/** A module of PyTorch, and the places of the layers that it holds. */
interface Module {
  readonly kind: "embedding" | "dense" | Recurrent["kind"];
  readonly places: number[];
}

function groupModules(layers: readonly Layer[]): Module[] {
  const modules: Module[] = [];
  layers.forEach((layer, place) => {
    const cells = layer.kind === "bidirectional" ? layer.layer : layer;
    const last = modules.at(-1);
    const before = place > 0 ? layers[place - 1] : undefined;
    switch (cells.kind) {
      case "embedding":
      case "dense":
        modules.push({ kind: cells.kind, places: [place] });
        break;
      case "simpleRnn":
      case "lstm":
      case "gru":
        if (cells.kind === "gru" && !cells.resetAfter) refuse("gru with resetAfter: false", place);
        if (last && before && areAlike(before, layer)) last.places.push(place);
        else modules.push({ kind: cells.kind, places: [place] });
        break;
      default:
    }
  });
  return modules;
}

function areAlike(a: Layer, b: Layer): boolean {
  if (a.kind === "bidirectional" && b.kind === "bidirectional") return areAlike(a.layer, b.layer);
  return (
    a.kind === b.kind && "units" in a && "units" in b && a.units === b.units && a.kind !== "dense"
  );
}

/** What names of weights begin with here, and end with there. */
function directionsOf({ kind }: Layer): readonly (readonly [prefix: string, suffix: string])[] {
  if (kind !== "bidirectional") return [["", ""]];
  return [
    ["forward.", ""],
    ["backward.", "_reverse"],
  ];
}

/** The two biases of PyTorch. */
function splitBias(
  kind: Recurrent["kind"],
  bias: Tensor<"float64">,
): readonly [Tensor<"float64">, Tensor<"float64">] {
  return kind === "gru" ? [bias.slice(0), bias.slice(1)] : [bias, zeros(bias.shape)];
}

function refuse(what: string, place: number): never {
  throw new InteropError(
    "ERR_RNN_INTEROP_UNSUPPORTED",
    `encodeTorch: expected layers that PyTorch has, got ${what} (layers[${place}]). Its GRU multiplies by the reset ` +
      "gate after the product: train with gru(units).",
  );
}
