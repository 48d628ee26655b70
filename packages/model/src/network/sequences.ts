import { type DType, OneHotTensor, Tensor } from "@rnn/tensor";
import { describeValue, isBigInt } from "@rnn/tensor/checks";

/** Sequences: as tokens that stand for one-hot rows, each its own number of them or all the same, or as dense rows. */
export type Sequences = TokenSequences | RaggedSequences | DenseSequences;

interface SequencesShape {
  /** N, the number of sequences. */
  readonly count: number;
  /** T, the time steps of each, or of the longest. */
  readonly steps: number;
  /** D, the length of the input vector of a step. */
  readonly features: number;
}

/** One token an entry, `[N, T]` row-major: the input vector is 1 at the token and 0 elsewhere. */
export interface TokenSequences extends SequencesShape {
  readonly tokens: Int32Array;
}

/** Tokens of sequences of different lengths: those of row n from `offsets[n]` on, up to `offsets[n + 1]`. */
export interface RaggedSequences extends SequencesShape {
  readonly tokens: Int32Array;
  readonly offsets: Int32Array;
}

/** The input vectors themselves, `[N, T, D]` row-major. */
export interface DenseSequences extends SequencesShape {
  readonly dense: Float32Array | Float64Array;
}

/** Labelled sequences. */
export interface Labelled {
  readonly sequences: Sequences;
  /** The class of each. */
  readonly labels: Float64Array;
  /** What the loss of each is multiplied by; undefined for 1. */
  readonly weights?: Float64Array | undefined;
}

/** What a network takes as `x`: one-hot rows, or any float tensor `[N, T, D]`. */
export type NetworkInput = OneHotTensor | Tensor<"float32"> | Tensor<"float64"> | Tensor;

/** Checks `x` and lays it out by sequence; `features`, if known, is the D that it must have. */
export function sequencesOf(caller: string, x: NetworkInput, features?: number): Sequences {
  if (!(x instanceof OneHotTensor || x instanceof Tensor)) {
    throw new TypeError(
      `${caller}: expected x to be a OneHotTensor or a Tensor, got ${describeValue(x)}. ` +
        "toCategorical of @rnn/preprocess makes one from tokens.",
    );
  }
  const [count, steps, depth] = x.shape;
  if (x.shape.length !== 3 || steps === 0 || depth === 0) {
    throw new RangeError(
      `${caller}: expected x of shape [N, T, D] with at least one step and feature, got [${x.shape.join(", ")}].`,
    );
  }
  if (features !== undefined && depth !== features) {
    throw new RangeError(
      `${caller}: expected x with ${features} features, those of the weights, got ${depth} (shape [${x.shape.join(", ")}]).`,
    );
  }
  const shape = { count, steps, features: depth };
  if (x instanceof OneHotTensor) return { ...shape, tokens: x.indices.contiguous().data };
  if (isBigInt(x.dtype)) {
    throw new TypeError(
      `${caller}: expected x of numbers, got bigints. Convert it with astype("float64").`,
    );
  }
  const { data } = x.contiguous();
  const dense =
    data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data);
  return { ...shape, dense };
}

/** Labels as callers give them: 0 or 1 a sequence; int64 too, NumPy's type of whole numbers. */
export type Labels = Tensor<DType> | ArrayLike<number>;

/**
 * Checks labels: one a sequence, from 0 to `classes` - 1, as `[N]` or `[N, 1]`.
 * @param classes default 2
 */
export function labelsOf(caller: string, y: Labels, count: number, classes = 2): Float64Array {
  if (typeof y !== "object" || y === null) {
    throw new TypeError(
      `${caller}: expected y to be a Tensor or a list of numbers, got ${describeValue(y)}.`,
    );
  }
  const values = y instanceof Tensor ? y.astype("float64").data : y;
  if (y instanceof Tensor && y.rank > 1 && y.size !== y.shape[0]) {
    const wayOut =
      classes === 2
        ? "This network has one output."
        : "Give the class of each sequence: argmax(y, { axis: 1 }).";
    throw new RangeError(
      `${caller}: expected y of shape [N] or [N, 1], got [${y.shape.join(", ")}]. ${wayOut}`,
    );
  }
  if (values.length !== count) {
    throw new RangeError(
      `${caller}: expected as many labels as sequences, got ${values.length} labels for ${count} sequences.`,
    );
  }
  const isLabel = (label: unknown): boolean =>
    Number.isInteger(label) && Number(label) >= 0 && Number(label) < classes;
  const wrong = Array.prototype.findIndex.call(values, (label) => !isLabel(label));
  if (wrong >= 0) {
    const expected = classes === 2 ? "0 or 1" : `from 0 to ${classes - 1}`;
    throw new RangeError(
      `${caller}: expected labels ${expected}, got ${describeValue(values[wrong])} (at [${wrong}]).`,
    );
  }
  return Float64Array.from(values);
}
