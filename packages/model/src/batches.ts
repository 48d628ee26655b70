import type { RandomState } from "@rnn/tensor";

/**
 * The rows of each batch of an epoch: one permutation of all rows, cut into runs of `batchSize`; the last
 * one may be shorter. Each is a view of the permutation.
 */
export function* batches(
  count: number,
  batchSize: number,
  random: RandomState,
): Generator<Int32Array, void> {
  const order = random.permutation(count).data;
  for (let start = 0; start < count; start += batchSize)
    yield order.subarray(start, start + batchSize);
}
