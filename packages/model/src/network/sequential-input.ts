import type { DType } from "@rnn/tensor";
import { OneHotTensor, RaggedTensor, Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";
import type { Layer } from "../layers/layer.ts";
import { type NetworkInput, type Sequences, sequencesOf } from "./sequences.ts";

/**
 * What a `Sequential` takes as `x`. Where its first layer is an embedding, ids: a `Tensor` `[N, T]` of
 * whole numbers, or a `RaggedTensor` with each sequence at its own length. Else vectors: an `OneHotTensor`
 * or a float `Tensor`, `[N, T, D]`.
 */
export type SequentialInput = NetworkInput | Tensor<DType> | RaggedTensor;

/**
 * Checks `x` and lays it out by sequence.
 * @param features the D that it must have, where it is known
 */
export function readSequentialInput(
  caller: string,
  x: SequentialInput,
  first: Layer,
  features: number | undefined,
): Sequences {
  if (first.kind === "embedding") return readIds(caller, x, first.inputDim);
  const isIds = x instanceof RaggedTensor || (x instanceof Tensor && x.rank === 2);
  if (isIds) {
    const got = x instanceof RaggedTensor ? "a RaggedTensor" : `ids [${x.shape.join(", ")}]`;
    throw new TypeError(
      `${caller}: expected x of vectors [N, T, D] for ${first.kind} as the first layer, got ${got}. ` +
        "To read ids, begin with embedding(inputDim, outputDim).",
    );
  }
  return sequencesOf(caller, x as NetworkInput, features);
}

function readIds(caller: string, x: SequentialInput, inputDim: number): Sequences {
  if (x instanceof RaggedTensor) {
    const steps = x.rowLengths().reduce((most, length) => Math.max(most, length), 0);
    checkIds(caller, x.values, inputDim, (i) => {
      const row = x.rowOffsets.findLastIndex((offset) => offset <= i);
      return [row, i - x.rowOffsets[row]];
    });
    const { values: tokens, rowOffsets: offsets } = x;
    return { count: x.length, steps, features: inputDim, tokens, offsets };
  }
  if (!(x instanceof Tensor)) {
    const got = x instanceof OneHotTensor ? "a OneHotTensor" : describeValue(x);
    throw new TypeError(
      `${caller}: expected x to be ids, a Tensor [N, T] or a RaggedTensor, got ${got}.` +
        (x instanceof OneHotTensor ? " Give its indices." : ""),
    );
  }
  const [count, steps] = x.shape;
  if (x.rank !== 2 || steps === 0) {
    throw new RangeError(
      `${caller}: expected ids of shape [N, T] with at least one step, got [${x.shape.join(", ")}].`,
    );
  }
  const { data } = x.contiguous();
  checkIds(caller, data, inputDim, (i) => [Math.floor(i / steps), i % steps]);
  const tokens = data instanceof Int32Array ? data : Int32Array.from<number | bigint>(data, Number);
  return { count, steps, features: inputDim, tokens };
}

/** @throws RangeError for the first number that is not an id */
function checkIds(
  caller: string,
  values: ArrayLike<number | bigint>,
  inputDim: number,
  placeOf: (index: number) => [number, number],
): void {
  for (let i = 0; i < values.length; i++) {
    const id = Number(values[i]);
    if (Number.isInteger(id) && id >= 0 && id < inputDim) continue;
    const wayOut =
      id >= inputDim
        ? "Give embedding a larger inputDim, or keep fewer words."
        : "Ids are whole numbers from 0 on.";
    throw new RangeError(
      `${caller}: expected ids from 0 to ${inputDim - 1}, the inputDim of embedding being ${inputDim}, ` +
        `got ${id} (x at [${placeOf(i).join(", ")}]). ${wayOut}`,
    );
  }
}
