/**
 * The parameters of a plan, the one list that drives initial values, checks, placement in memory,
 * gradients, optimizers and files.
 */
import { glorotUniform, type NestedArray, orthogonal, Tensor, tensor, zeros } from "@rnn/tensor";
import { describeValue, isBigInt } from "@rnn/tensor/checks";
import { RandomStream } from "@rnn/tensor/random-stream";
import { functionsOf } from "../layers/layer.ts";
import type { Initial, Parameter } from "../layers/parameter.ts";
import { type Plan, placeLayers } from "./plan.ts";

/** A parameter of a network. */
export interface ParameterRow extends Parameter {
  /** Its name in the network: `dense.kernel`, or what the plan calls it. */
  readonly key: string;
  /** The index of its layer. */
  readonly layer: number;
}

/** Tensors by the names of the table. */
export type Parameters<Key extends string = string> = Readonly<Record<Key, Tensor>>;

/** Parameters as a caller may give them: tensors, typed arrays or nested arrays. */
export type GivenParameters = Readonly<Record<string, Tensor | NestedArray<number>>>;

/** The table: layer by layer, or in the order of the plan's own names. */
export function parameterTable(plan: Plan): readonly ParameterRow[] {
  const table: ParameterRow[] = [];
  placeLayers(plan).forEach((placed, index) => {
    for (const parameter of functionsOf(placed.layer).parameters(placed.layer, placed.inputWidth)) {
      const key = `${placed.name}.${parameter.name}`;
      table.push({ ...parameter, layer: index, key: plan.names?.[key] ?? key });
    }
  });
  if (plan.names === undefined) return table;
  const order = Object.values(plan.names);
  return table.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** One value for each parameter. */
export function mapParameters<T>(
  table: readonly ParameterRow[],
  make: (row: ParameterRow) => T,
): Record<string, T> {
  return Object.fromEntries(table.map((row) => [row.key, make(row)]));
}

/** Fresh parameters from one random stream, drawn in the order of the table. */
export function initialParameters(table: readonly ParameterRow[], seed: number): Parameters {
  const random = new RandomStream(seed);
  return mapParameters(table, ({ initial, shape }) => initializers[initial](shape, random));
}

const initializers: Readonly<
  Record<Initial, (shape: readonly number[], random: RandomStream) => Tensor>
> = {
  glorotUniform,
  orthogonal,
  smallUniform: (shape, random) => random.uniform(-0.05, 0.05, shape),
  unitForget: (shape) => unitForget(shape),
  zeros: (shape) => zeros(shape),
};

/** The bias of LSTM gates: 1 for the second of the four, the forget gate, else 0. */
function unitForget(shape: readonly number[]): Tensor {
  const bias = zeros(shape);
  bias.data.fill(1, bias.size / 4, bias.size / 2);
  return bias;
}

/**
 * Copies of given parameters, with nested arrays as tensors, checked by name and type. Their shapes are
 * checked by `checkShapes`, since a plan's features may be known only from them.
 * @throws TypeError where one is missing, unknown or not of numbers
 */
export function copyParameters<Key extends string>(
  caller: string,
  given: GivenParameters,
  keys: readonly Key[],
): Parameters<Key> {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(
      `${caller}: expected the parameters ${keys.join(", ")}, got ${describeValue(given)}.`,
    );
  }
  const unknown = Object.keys(given).find((name) => !keys.some((key) => key === name));
  const missing = keys.find((key) => given[key] === undefined);
  if (unknown !== undefined || missing !== undefined) {
    throw new TypeError(
      `${caller}: expected the parameters ${keys.join(", ")}, ` +
        `got ${unknown === undefined ? `no ${missing}` : `an unknown ${unknown}`}.`,
    );
  }
  const entries = keys.map((key): [Key, Tensor] => {
    const value = given[key];
    const copy = value instanceof Tensor ? value.copy() : tensor(value);
    if (isBigInt(copy.dtype)) {
      throw new TypeError(
        `${caller}: expected ${key} of numbers, got bigints. Convert it with astype("float64").`,
      );
    }
    return [key, copy];
  });
  return Object.fromEntries(entries) as Parameters<Key>;
}

/**
 * Checks the parameters' shapes against the table.
 * @param context what the shapes follow from, for the message: `10 cells`
 * @throws RangeError where one has another shape
 */
export function checkShapes(
  caller: string,
  parameters: Parameters,
  table: readonly Pick<ParameterRow, "key" | "shape">[],
  context: string,
): void {
  for (const { key, shape } of table) {
    const found = parameters[key].shape;
    if (found.length !== shape.length || found.some((length, axis) => length !== shape[axis])) {
      throw new RangeError(
        `${caller}: expected ${key} of shape [${shape.join(", ")}] for ${context}, got [${found.join(", ")}].`,
      );
    }
  }
}
