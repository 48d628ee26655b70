import type { RandomStream } from "@rnn/tensor/random-stream";

/**
 * The rows of each batch of an epoch: one permutation of all rows, cut into runs of `batchSize`; the last
 * one may be shorter. Each is a view of the permutation. The first `done` batches are left out.
 */
export function* batches(
  count: number,
  batchSize: number,
  random: RandomStream,
  done = 0,
): Generator<Int32Array, void> {
  const order = random.permutation(count).data;
  for (let start = done * batchSize; start < count; start += batchSize)
    yield order.subarray(start, start + batchSize);
}
