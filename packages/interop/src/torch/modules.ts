/**
 * The modules of a state dict, found by the names and shapes of their tensors:
 *
 *   <module>.weight_ih_l0 [G H, D], weight_hh_l0 [G H, H], bias_ih_l0, bias_hh_l0 [G H]    nn.RNN, LSTM, GRU
 *     (also …_l1 and so on, and each with …_reverse)
 *   <module>.weight [K, D], bias [K]                                                      nn.Linear
 *   <module>.weight [V, D]                                                                nn.Embedding
 */
import type { Recurrent } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import { InteropError } from "../interop-error.ts";
import { countGates, kindOfGates } from "./gates.ts";

export type Tensors = Readonly<Record<string, Tensor<"float64">>>;

/** One layer in one direction. */
export interface Direction {
  readonly weightIh: Tensor<"float64">;
  readonly weightHh: Tensor<"float64">;
  /** Both undefined where the module was made with bias=False. */
  readonly biasIh: Tensor<"float64"> | undefined;
  readonly biasHh: Tensor<"float64"> | undefined;
}

/** One layer of an nn.RNN, nn.LSTM or nn.GRU. */
export interface RecurrentModule {
  readonly name: string;
  readonly kind: Recurrent["kind"];
  readonly units: number;
  readonly inputWidth: number;
  readonly forward: Direction;
  readonly backward: Direction | undefined;
}

/** An nn.Linear, or, without a bias, perhaps an nn.Embedding. */
export interface MatrixModule {
  readonly name: string;
  readonly weight: Tensor<"float64">;
  readonly bias: Tensor<"float64"> | undefined;
}

export interface Modules {
  /** In the order of the file, the layers of one module after one another. */
  readonly recurrent: readonly RecurrentModule[];
  readonly matrices: readonly MatrixModule[];
}

const recurrentName = /^(?:(.*)\.)?(weight|bias)_(ih|hh|hr)_l(\d{1,4})(_reverse)?$/;
const matrixName = /^(?:(.*)\.)?(weight|bias)$/;

/**
 * @throws InteropError for a tensor that is of none of these modules, or does not fit its module
 */
export function readModules(tensors: Tensors): Modules {
  const layers = new Map<string, { name: string; index: number }>();
  const matrices = new Set<string>();
  for (const name of Object.keys(tensors)) {
    const cells = recurrentName.exec(name);
    const matrix = matrixName.exec(name);
    if (cells) {
      const [, module = "", , of, index] = cells;
      if (of === "hr") refuse(name, "a projection of the state (proj_size)");
      layers.set(`${module}\n${index}`, { name: module, index: Number(index) });
    } else if (matrix) {
      matrices.add(matrix[1] ?? "");
    } else {
      refuse(name, "a tensor of another module");
    }
  }
  return {
    recurrent: [...layers.values()]
      .sort((a, b) => (a.name === b.name ? a.index - b.index : 0))
      .map(({ name, index }) => readRecurrent(tensors, name, index)),
    matrices: [...matrices].map((name) => readMatrix(tensors, name)),
  };
}

/** The name of a module's tensor. */
export function nameIn(module: string, name: string): string {
  return module === "" ? name : `${module}.${name}`;
}

function readRecurrent(tensors: Tensors, name: string, index: number): RecurrentModule {
  const forward = readDirection(tensors, name, `l${index}`);
  const isBoth = nameIn(name, `weight_hh_l${index}_reverse`) in tensors;
  const backward = isBoth ? readDirection(tensors, name, `l${index}_reverse`) : undefined;
  const [rows, units] = forward.weightHh.shape;
  const kind = kindOfGates(rows / units);
  if (kind === undefined) {
    refuse(nameIn(name, `weight_hh_l${index}`), `no cell: its shape is [${rows}, ${units}]`);
  }
  const inputWidth = forward.weightIh.shape[1];
  for (const direction of [forward, backward]) {
    if (direction) checkDirection(direction, name, countGates(kind) * units, units, inputWidth);
  }
  return { name, kind, units, inputWidth, forward, backward };
}

function readDirection(tensors: Tensors, module: string, suffix: string): Direction {
  return {
    weightIh: tensorOf(tensors, nameIn(module, `weight_ih_${suffix}`), 2),
    weightHh: tensorOf(tensors, nameIn(module, `weight_hh_${suffix}`), 2),
    biasIh: tensors[nameIn(module, `bias_ih_${suffix}`)],
    biasHh: tensors[nameIn(module, `bias_hh_${suffix}`)],
  };
}

function checkDirection(
  { weightIh, weightHh, biasIh, biasHh }: Direction,
  module: string,
  rows: number,
  units: number,
  inputWidth: number,
): void {
  const fits =
    hasShape(weightIh, [rows, inputWidth]) &&
    hasShape(weightHh, [rows, units]) &&
    (biasIh === undefined) === (biasHh === undefined) &&
    [biasIh, biasHh].every((bias) => bias === undefined || hasShape(bias, [rows]));
  if (!fits) {
    throw new InteropError(
      "ERR_RNN_INTEROP_FILE",
      `decodeTorch: expected the tensors of ${module || "the module"} to have shapes that fit each other, got ` +
        [weightIh, weightHh, biasIh, biasHh]
          .map((x) => (x ? `[${x.shape.join(", ")}]` : "none"))
          .join(", ") +
        " for weight_ih, weight_hh, bias_ih and bias_hh.",
    );
  }
}

function readMatrix(tensors: Tensors, name: string): MatrixModule {
  const weightName = nameIn(name, "weight");
  // A normalisation's, a convolution's.
  if (tensors[weightName] !== undefined && tensors[weightName].rank !== 2) {
    const shape = `its shape is [${tensors[weightName].shape.join(", ")}]`;
    refuse(weightName, `a tensor of another module: ${shape}`);
  }
  const weight = tensorOf(tensors, weightName, 2);
  const bias = tensors[nameIn(name, "bias")];
  if (bias !== undefined && !hasShape(bias, [weight.shape[0]])) {
    throw new InteropError(
      "ERR_RNN_INTEROP_FILE",
      `decodeTorch: expected ${nameIn(name, "bias")} to have the shape [${weight.shape[0]}], ` +
        `got [${bias.shape.join(", ")}].`,
    );
  }
  return { name, weight, bias };
}

function tensorOf(tensors: Tensors, name: string, rank: number): Tensor<"float64"> {
  const tensor = tensors[name];
  if (tensor?.rank === rank && tensor.size > 0) return tensor;
  const got = tensor === undefined ? "none" : `one of shape [${tensor.shape.join(", ")}]`;
  throw new InteropError(
    "ERR_RNN_INTEROP_FILE",
    `decodeTorch: expected a tensor ${name} of ${rank} axes, got ${got}.`,
  );
}

function hasShape({ shape }: Tensor<"float64">, wanted: readonly number[]): boolean {
  return shape.length === wanted.length && shape.every((length, i) => length === wanted[i]);
}

function refuse(name: string, what: string): never {
  throw new InteropError(
    "ERR_RNN_INTEROP_UNSUPPORTED",
    `decodeTorch: expected the state dict of nn.Embedding, nn.RNN, nn.LSTM or nn.GRU, and nn.Linear, got ${name}, ` +
      `${what}. Save the state dict of the part that this library has.`,
  );
}
