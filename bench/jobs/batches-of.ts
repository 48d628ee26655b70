import { RandomState } from "@rnn/tensor";

/** The rows of each batch of an epoch over `count` reviews: NumPy's permutation under seed 42. */
export function batchesOf(count: number, batchSize: number): Int32Array[] {
  const order = Int32Array.from(new RandomState(42).permutation(count).data, Number);
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, k) =>
    order.subarray(k * batchSize, (k + 1) * batchSize),
  );
}
