import { OneHotTensor, Tensor } from "@rnn/tensor";

/** A small task: the label is whether the last token is in the upper half of the vocabulary. */
export function lastToken(
  count: number,
  steps = 6,
  features = 4,
): { x: OneHotTensor; y: Tensor<"int32"> } {
  const tokens = Int32Array.from(
    { length: count * steps },
    (_, i) => (((i * 2654435761) >>> 7) ^ (i >>> 3)) % features,
  );
  const labels = Int32Array.from({ length: count }, (_, n) =>
    Number(tokens[(n + 1) * steps - 1] >= features / 2),
  );
  return {
    x: new OneHotTensor(new Tensor(tokens, "int32", [count, steps]), features),
    y: new Tensor(labels, "int32", [count]),
  };
}
