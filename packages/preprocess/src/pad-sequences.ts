import { type NumberDType, RaggedTensor, Tensor } from "@rnn/tensor";
import {
  allocateElements,
  checkArgumentCount,
  checkChoice,
  checkOptions,
  checkWhole,
} from "@rnn/tensor/checks";
import {
  arrayRows,
  checkFits,
  limits,
  raggedRows,
  type Sequence,
  type SequenceRows,
} from "./sequence-rows.ts";

/** Which end of a sequence: `"pre"` is the front, `"post"` the back. */
export type SequenceEnd = "pre" | "post";

/** What `padSequences` takes besides the sequences. */
export interface PadSequencesOptions<D extends NumberDType = "int32"> {
  /** Steps of every row of the result; default: those of the longest sequence. */
  maxlen?: number;
  /** Element type of the result; default `"int32"`. */
  dtype?: D;
  /** The end at which a short sequence is filled up; default `"pre"`. */
  padding?: SequenceEnd;
  /** The end at which a long sequence loses steps; default `"pre"`. */
  truncating?: SequenceEnd;
  /** What short sequences are filled up with; default 0. */
  value?: number;
}

/**
 * The sequences as the rows of one tensor `[N, maxlen]`: longer ones cut to `maxlen` steps, then
 * shorter ones filled up with `value`. An empty sequence gives a row of `value`. The input is only read.
 *
 * Fractions are dropped under an integer type (2.9 becomes 2, -2.9 becomes -2). Where each step is a
 * vector (or a larger block), its axes follow: `[N, maxlen, ...step]`.
 *
 * @param sequences a `RaggedTensor` (fastest), or arrays or typed arrays of any lengths
 * @param options.maxlen steps a row; default: as many as the longest sequence has
 * @param options.dtype default `"int32"`
 * @param options.padding `"pre"` (default) fills up in front, `"post"` behind
 * @param options.truncating `"pre"` (default) cuts off the front, `"post"` the back
 * @param options.value default 0
 * @throws RangeError for a `maxlen` below 1, or none where there are no sequences; for an unknown
 *   `padding`, `truncating` or `dtype`; for a number that does not fit `dtype`.
 * @throws TypeError for an option that does not exist, for text, and for steps of different shapes.
 *
 * @example
 * ```ts
 * padSequences([[1], [2, 3], [4, 5, 6]]).toArray(); // => [[0, 0, 1], [0, 2, 3], [4, 5, 6]]
 * padSequences([[1], [4, 5, 6]], { maxlen: 2, padding: "post" }).toArray(); // => [[1, 0], [5, 6]]
 * padSequences(RaggedTensor.fromArrays([[1], []]), { maxlen: 2, value: 9 }).toArray(); // => [[9, 1], [9, 9]]
 * ```
 *
 * Python twin: `keras.utils.pad_sequences`. There `maxlen=0` keeps whole rows and then fails, a wrong
 * `padding` goes unnoticed while all rows are empty, and text can be padded with text.
 */
export function padSequences<D extends NumberDType = "int32">(
  sequences: RaggedTensor | readonly ArrayLike<number>[],
  options?: PadSequencesOptions<D>,
): Tensor<D, 2>;
/** Sequences whose steps are lists themselves, all of one shape: the axes of a step come after the two. */
export function padSequences<D extends NumberDType = "int32">(
  sequences: RaggedTensor | readonly Sequence[],
  options?: PadSequencesOptions<D>,
): Tensor<D>;
export function padSequences<D extends NumberDType = "int32">(
  sequences: RaggedTensor | readonly Sequence[],
  options: PadSequencesOptions<D> = {},
): Tensor<D> {
  checkArgumentCount("padSequences", arguments, 2);
  const { dtype, padding, truncating, value } = resolveOptions(options);
  const rows =
    sequences instanceof RaggedTensor ? raggedRows(sequences, dtype) : arrayRows(sequences, dtype);
  const maxlen = options.maxlen ?? findLongest(rows);
  const shape = [rows.count, maxlen, ...rows.stepShape];
  const stepSize = rows.stepShape.reduce((product, length) => product * length, 1);
  const sizing = { name: "maxlen", value: maxlen };
  const size = rows.count * maxlen * stepSize;
  const data = allocateElements<NumberDType>("padSequences", sizing, dtype, size);
  if (value !== 0) data.fill(value);

  for (let i = 0; i < rows.count; i++) {
    const length = rows.lengthOf(i);
    const kept = Math.min(length, maxlen);
    const first = truncating === "pre" ? length - kept : 0;
    const start = padding === "pre" ? maxlen - kept : 0;
    rows.copy(i, first, kept, data, (i * maxlen + start) * stepSize);
  }
  // The rows write into an array of any type; it was made for D.
  return new Tensor<NumberDType>(data, dtype, shape) as Tensor<D>;
}

/** The options with their defaults, all checked before any row is looked at. */
function resolveOptions<D extends NumberDType>(
  options: PadSequencesOptions<D>,
): Required<Omit<PadSequencesOptions<D>, "maxlen">> {
  checkOptions("padSequences", options, ["maxlen", "dtype", "padding", "truncating", "value"]);
  const { maxlen, dtype = "int32" as D, padding = "pre", truncating = "pre", value = 0 } = options;
  checkChoice("padSequences", "dtype", dtype, Object.keys(limits));
  checkChoice("padSequences", "padding", padding, ["pre", "post"]);
  checkChoice("padSequences", "truncating", truncating, ["pre", "post"]);
  if (maxlen !== undefined) checkWhole("padSequences", "maxlen", maxlen, 1);
  checkFits(value, dtype, "the value to pad with");
  return { dtype, padding, truncating, value };
}

function findLongest(rows: SequenceRows): number {
  if (rows.count === 0) {
    throw new RangeError(
      "padSequences: expected maxlen or at least one sequence to take it from, got neither. Give { maxlen }.",
    );
  }
  let length = 0;
  for (let i = 0; i < rows.count; i++) length = Math.max(length, rows.lengthOf(i));
  return length;
}
