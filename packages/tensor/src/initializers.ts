import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkOptions } from "./checks/check-options.ts";
import { checkType } from "./checks/check-values.ts";
import { describeValue } from "./checks/describe-value.ts";
import { newZeros } from "./new-zeros.ts";
import { reducedQr } from "./qr.ts";
import type { RandomStream } from "./random/random-stream.ts";
import type { RankOfShape } from "./rank.ts";
import { checkShape, formatShape, type Shape, sizeOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Weights that are uniform from -limit to limit, limit = sqrt(6 / (fanIn + fanOut)): the variance of
 * signals and of gradients then changes little from layer to layer. The draws are
 * `random.uniform(-limit, limit, shape)`.
 *
 * The fans of `[fanIn, fanOut]` are its lengths; those of a longer shape are its last two lengths times
 * the product of the others; for one axis both are its length, for none both are 1. A sum below 2 counts
 * as 2.
 *
 * @example
 * ```ts
 * glorotUniform([2, 1], new RandomState(0)).toArray(); // => [[0.13806543856194997], [0.6086474408046969]]
 * ```
 *
 * Python twin: `keras.initializers.GlorotUniform`, whose numbers come from another generator.
 *
 * Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 */
export function glorotUniform<const S extends Shape | number>(
  shape: S,
  random: RandomStream,
): Tensor<"float64", RankOfShape<S>> {
  checkArgumentCount("glorotUniform", arguments, 2);
  checkRandom("glorotUniform", random);
  const lengths = checkShape("glorotUniform", shape);
  const { fanIn, fanOut } = fans(lengths);
  // In Keras's order of operations, so that the limit is equal to the last bit.
  const limit = Math.sqrt(3 * (1 / Math.max(1, (fanIn + fanOut) / 2)));
  const result = newZeros("glorotUniform", lengths as Shape as S, "float64");
  result.data.set(random.uniform(-limit, limit, lengths).data);
  return result;
}

/** Throws a TypeError unless `random` draws numbers; a RandomState of another copy of this package does. */
function checkRandom(caller: string, random: unknown): void {
  const { uniform } = Object(random) as Partial<RandomStream>;
  if (typeof uniform === "function") return;
  throw new TypeError(
    `${caller}: expected random to be a RandomState, got ${describeValue(random)}. ` +
      "Give it new RandomState(seed).",
  );
}

/** How many inputs and outputs one unit has, as Keras counts them. */
function fans(shape: Shape): { fanIn: number; fanOut: number } {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 };
  const [fanIn, fanOut] = shape.slice(-2);
  const field = sizeOf(shape.slice(0, -2));
  return { fanIn: fanIn * field, fanOut: fanOut * field };
}

/**
 * A matrix whose columns are at right angles and of length `gain` (rows instead, where there are fewer
 * of them): applied over many time steps, it neither shrinks nor blows up a signal. More axes than two
 * are taken as a matrix of the last axis by the rest.
 *
 * The Q of a QR decomposition of normal numbers, with the signs that make R's diagonal positive, so that
 * all orthogonal matrices are equally likely.
 *
 * @param options.gain default 1
 * @throws RangeError for fewer than two axes.
 *
 * @example
 * ```ts
 * const q = orthogonal([3, 3], new RandomState(42));
 * allclose(matmul(q.transpose(), q), eye(3)); // => true
 * ```
 *
 * Python twin: `keras.initializers.Orthogonal`, whose numbers come from another generator, and which
 * sets a column to zeros where R's diagonal is exactly 0.
 *
 * Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear
 * neural networks", 2014.
 */
export function orthogonal<const S extends Shape>(
  shape: S,
  random: RandomStream,
  options: { gain?: number } = {},
): Tensor<"float64", RankOfShape<S>> {
  checkArgumentCount("orthogonal", arguments, 3);
  checkRandom("orthogonal", random);
  checkOptions("orthogonal", options, ["gain"]);
  const { gain = 1 } = options;
  checkType("orthogonal", "gain", gain, "number");
  const lengths = checkShape("orthogonal", shape);
  if (lengths.length < 2) {
    throw new RangeError(
      `orthogonal: expected a shape of at least two axes, got ${formatShape(lengths)}.`,
    );
  }
  const result = newZeros("orthogonal", lengths as Shape as S, "float64");
  if (result.size === 0) return result;
  const columns = lengths[lengths.length - 1];
  const rows = result.size / columns;
  const short = Math.min(rows, columns);
  const tall = Math.max(rows, columns);
  const { q, r } = reducedQr(random.standardNormal([tall, short]).data, tall, short);
  for (let i = 0; i < tall; i++) {
    for (let j = 0; j < short; j++) {
      const position = rows < columns ? j * columns + i : i * columns + j;
      result.data[position] = q[i * short + j] * (r[j * short + j] < 0 ? -gain : gain);
    }
  }
  return result;
}
