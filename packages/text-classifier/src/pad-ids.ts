import { type RaggedTensor, type Tensor, zeros } from "@rnn/tensor";

/** The last `maxlen` ids of each row, fewer filled up with 0 in front: `padSequences` by its defaults, without the rest of it. */
export function padIds(ids: RaggedTensor, maxlen: number): Tensor<"int32"> {
  const padded = zeros([ids.length, maxlen], { dtype: "int32" });
  for (let i = 0; i < ids.length; i++) {
    const kept = ids.row(i).slice(-maxlen);
    padded.data.set(kept, (i + 1) * maxlen - kept.length);
  }
  return padded;
}
