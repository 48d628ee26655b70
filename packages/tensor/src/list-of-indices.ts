import { describeValue } from "./checks/describe-value.ts";

/** What `take` takes: a list, or a tensor with one axis. */
export type Indices = ArrayLike<number> | { contiguous(): { data: ArrayLike<number> } };

/** The indices as a list of numbers. */
export function listOfIndices(caller: string, indices: Indices): ArrayLike<number> {
  if (typeof indices === "object" && indices !== null) {
    if ("contiguous" in indices) return indices.contiguous().data;
    if ("length" in indices && typeof indices.length === "number") return indices;
  }
  throw new TypeError(
    `${caller}: expected indices to be a list of whole numbers or a Tensor, got ${describeValue(indices)}. ` +
      "Put one index into a list.",
  );
}
