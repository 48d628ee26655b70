import {
  bidirectional,
  dense,
  embedding,
  gru,
  type Layer,
  lstm,
  type Recurrent,
  simpleRnn,
} from "@rnn/model";
import { InteropError } from "../interop-error.ts";
import type { MatrixModule, Modules, RecurrentModule } from "./modules.ts";

/** A module beside the layer that it becomes. */
export type Matched =
  | { readonly layer: Layer; readonly recurrent: RecurrentModule }
  | { readonly layer: Layer; readonly matrix: MatrixModule };

const makers: Readonly<Record<Recurrent["kind"], (units: number) => Recurrent>> = {
  simpleRnn: (units) => simpleRnn(units),
  lstm: (units) => lstm(units),
  gru: (units) => gru(units),
};

/**
 * The layers that the modules make where one order fits: an embedding, recurrent layers each of which reads
 * what the one before gives, and the linear layer.
 */
export function inferLayers(modules: Modules): Layer[] {
  const { ordered, embeddingModule, linear } = orderModules(modules);
  const layers: Layer[] = ordered.map(({ kind, units, backward }) =>
    backward ? bidirectional(makers[kind](units)) : makers[kind](units),
  );
  if (embeddingModule) {
    const [inputDim, outputDim] = embeddingModule.weight.shape;
    layers.unshift(embedding(inputDim, outputDim));
  }
  return [...layers, dense(linear.weight.shape[0])];
}

/** The module of each layer that has parameters, in the order of the layers. */
export function matchModules(modules: Modules, layers: readonly Layer[]): Matched[] {
  const { ordered, embeddingModule, linear } = orderModules(modules);
  const left = { recurrent: [...ordered], embedding: embeddingModule, linear };
  const matched = layers.flatMap((layer): Matched[] => {
    switch (layer.kind) {
      case "embedding": {
        const matrix = left.embedding;
        if (matrix === undefined) throw misfit("an nn.Embedding for embedding", "none");
        return [{ layer, matrix }];
      }
      case "dense":
        return [{ layer, matrix: left.linear }];
      case "simpleRnn":
      case "lstm":
      case "gru":
      case "bidirectional": {
        const recurrent = left.recurrent.shift();
        const kind = layer.kind === "bidirectional" ? layer.layer.kind : layer.kind;
        const isBoth = layer.kind === "bidirectional";
        if (recurrent?.kind !== kind || (recurrent.backward !== undefined) !== isBoth) {
          throw misfit(`cells of ${isBoth ? `bidirectional ${kind}` : kind}`, describe(recurrent));
        }
        return [{ layer, recurrent }];
      }
      default:
        return [];
    }
  });
  if (left.recurrent.length > 0)
    throw misfit("no more recurrent layers", describe(left.recurrent[0]));
  return matched;
}

interface Ordered {
  readonly embeddingModule: MatrixModule | undefined;
  readonly ordered: readonly RecurrentModule[];
  readonly linear: MatrixModule;
}

function orderModules({ recurrent, matrices }: Modules): Ordered {
  const linears = matrices.filter(({ bias }) => bias !== undefined);
  const plain = matrices.filter(({ bias }) => bias === undefined);
  const [first] = recurrent;
  if (first === undefined) throw misfit("at least one nn.RNN, nn.LSTM or nn.GRU", "none");
  if (matrices.length > 2 || linears.length > 1) {
    const names = matrices.map(({ name }) => name || "weight").join(", ");
    throw misfit("at most one nn.Embedding and one nn.Linear", names);
  }
  // What a layer gives is what the next one reads: one order, or the state dict does not say which.
  const embeddingModule = plain.find(({ weight }) =>
    recurrent.some(({ inputWidth }) => inputWidth === weight.shape[1]),
  );
  const linear = matrices.find((matrix) => matrix !== embeddingModule);
  if (linear === undefined) throw misfit("an nn.Linear at the end", "none");
  const ordered = orderByWidth(recurrent, embeddingModule?.weight.shape[1]);
  const last = ordered.at(-1);
  if (last !== undefined && widthOf(last) !== linear.weight.shape[1]) {
    throw misfit(
      `an nn.Linear that reads ${widthOf(last)} numbers`,
      `${linear.name || "one"}, which reads ${linear.weight.shape[1]}`,
    );
  }
  return { embeddingModule, ordered, linear };
}

/** A module's layers are in order; of several modules, each reads what the one before gives. */
function orderByWidth(
  recurrent: readonly RecurrentModule[],
  inputWidth: number | undefined,
): RecurrentModule[] {
  const names = [...new Set(recurrent.map(({ name }) => name))];
  const parts = names.map((name) => recurrent.filter((module) => module.name === name));
  const orders = permutations(parts)
    .map((order) => order.flat())
    .filter((order) =>
      order.every(
        (module, i) =>
          module.inputWidth === (i > 0 ? widthOf(order[i - 1]) : (inputWidth ?? module.inputWidth)),
      ),
    );
  if (orders.length === 1) return orders[0];
  throw misfit(
    "recurrent modules of which each reads what the one before gives, in one order",
    `${orders.length === 0 ? "none" : "several"} of ${names.join(", ")}`,
  );
}

function widthOf({ units, backward }: RecurrentModule): number {
  return backward ? 2 * units : units;
}

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  if (list.length > 6) throw misfit("at most 6 recurrent modules", `${list.length}`);
  return list.flatMap((first, i) =>
    permutations(list.toSpliced(i, 1)).map((rest) => [first].concat(rest)),
  );
}

function describe(module: RecurrentModule | undefined): string {
  if (module === undefined) return "none";
  return `${module.name || "a module"}, ${module.backward ? "bidirectional " : ""}${module.kind} of ${module.units}`;
}

function misfit(expected: string, got: string): InteropError {
  return new InteropError(
    "ERR_RNN_INTEROP_LAYERS",
    `decodeTorch: expected ${expected}, got ${got}. Save the state dict of the embedding, the recurrent and the ` +
      "linear module alone, and give `layers` that fit it.",
  );
}
