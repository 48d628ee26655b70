import {
  glorotUniform,
  type NestedArray,
  orthogonal,
  RandomState,
  Tensor,
  tensor,
  zeros,
} from "@rnn/tensor";
import { describeValue, isBigInt } from "@rnn/tensor/checks";

/** The parameters of a network of simple cells, in the order in which files and loops name them. */
export const parameterNames = ["w1h", "w1x", "b1", "w2", "b2"] as const;

/** The name of a parameter. */
export type ParameterName = (typeof parameterNames)[number];

/**
 * The parameters: recurrent weights w1h `[cells, cells]`, input weights w1x `[features, cells]`, cell
 * biases b1 `[cells]`, output weights w2 `[cells, 1]`, output bias b2 `[1]`.
 */
export type Weights = Readonly<Record<ParameterName, Tensor>>;

/** Parameters as a caller may give them: tensors, typed arrays or nested arrays. */
export type GivenWeights = Readonly<Record<ParameterName, Tensor | NestedArray<number>>>;

/** One value a parameter. */
export function byName<T>(make: (name: ParameterName) => T): Record<ParameterName, T> {
  return {
    w1h: make("w1h"),
    w1x: make("w1x"),
    b1: make("b1"),
    w2: make("w2"),
    b2: make("b2"),
  };
}

/** The shape of each parameter. */
export function parameterShapes(
  features: number,
  cells: number,
): Record<ParameterName, readonly number[]> {
  return {
    w1h: [cells, cells],
    w1x: [features, cells],
    b1: [cells],
    w2: [cells, 1],
    b2: [1],
  };
}

/**
 * Fresh parameters from one random stream, drawn in the chapter's order: w1h orthogonal, w1x and w2
 * Glorot uniform; biases 0. (The chapter draws them from an unseeded generator.)
 */
export function initialWeights(features: number, cells: number, seed: number): Weights {
  const random = new RandomState(seed);
  const shapes = parameterShapes(features, cells);
  const w1h = orthogonal(shapes.w1h, random);
  const w1x = glorotUniform(shapes.w1x, random);
  const w2 = glorotUniform(shapes.w2, random);
  return { w1h, w1x, b1: zeros(shapes.b1), w2, b2: zeros(shapes.b2) };
}

/**
 * Copies of given parameters, checked against `cells` and each other; nested arrays become tensors.
 * @throws RangeError, TypeError where one is missing, unknown or of another shape.
 */
export function checkWeights(caller: string, given: GivenWeights, cells: number): Weights {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(
      `${caller}: expected the parameters ${parameterNames.join(", ")}, got ${describeValue(given)}.`,
    );
  }
  const unknown = Object.keys(given).find((name) => !isParameterName(name));
  const missing = parameterNames.find((name) => given[name] === undefined);
  if (unknown !== undefined || missing !== undefined) {
    throw new TypeError(
      `${caller}: expected the parameters ${parameterNames.join(", ")}, ` +
        `got ${unknown === undefined ? `no ${missing}` : `an unknown ${unknown}`}.`,
    );
  }
  const tensors = byName((name) => {
    const value = given[name];
    return value instanceof Tensor ? value.copy() : tensor(value);
  });
  const whole = parameterNames.find((name) => isBigInt(tensors[name].dtype));
  if (whole !== undefined) {
    throw new TypeError(
      `${caller}: expected ${whole} of numbers, got bigints. Convert it with astype("float64").`,
    );
  }
  const shapes = parameterShapes(tensors.w1x.shape[0] ?? 0, cells);
  for (const name of parameterNames) {
    const { shape } = tensors[name];
    if (shape.length !== shapes[name].length || shape.some((n, axis) => n !== shapes[name][axis])) {
      throw new RangeError(
        `${caller}: expected ${name} of shape [${shapes[name].join(", ")}] for ${cells} cells, got [${shape.join(", ")}].`,
      );
    }
  }
  return tensors;
}

function isParameterName(name: string): name is ParameterName {
  return parameterNames.some((known) => known === name);
}
