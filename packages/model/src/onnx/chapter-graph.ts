/**
 * The chapter's network as a graph:
 *
 *   ids [N, T] -> Gather(w1x) -> Transpose -> RNN(W = I, R = w1hᵀ, B = b1) -> Squeeze -> Gemm(w2, b2)
 *     -> Sigmoid -> probability [N, 1]
 *
 * A row of w1x is a one-hot vector times w1x; the RNN then takes it through the identity.
 */
import { eye, zeros } from "@rnn/tensor";
import type { RecurrentNetwork } from "../recurrent-network.ts";
import {
  type AttributeInit,
  floats,
  type GraphInit,
  int64s,
  intAttribute,
  intsAttribute,
  type NodeInit,
  valueOf,
} from "./messages.ts";

/** The graph; its bytes and names have been the same since the first version. */
export function chapterGraph({ weights }: RecurrentNetwork, steps: number | "T"): GraphInit {
  const { w1h, w1x, b1, w2, b2 } = weights;
  const cells = w1h.shape[0];
  const biases = zeros([1, 2 * cells]);
  biases.data.set(b1.contiguous().data);
  return {
    name: "recurrent_network",
    input: [valueOf("ids", "int32", ["N", steps])],
    output: [valueOf("probability", "float32", ["N", 1])],
    initializer: [
      floats("w1x", w1x),
      floats("W", eye(cells).reshape([1, cells, cells])),
      floats("R", w1h.transpose().reshape([1, cells, cells])),
      floats("B", biases),
      floats("w2", w2),
      floats("b2", b2),
      int64s("first_axis", [0]),
    ],
    node: [
      nodeOf("Gather", ["w1x", "ids"], ["words"], [intAttribute("axis", 0)]),
      nodeOf("Transpose", ["words"], ["steps"], [intsAttribute("perm", [1, 0, 2])]),
      // Its first output, the states of all steps, is not asked for.
      nodeOf(
        "RNN",
        ["steps", "W", "R", "B"],
        ["", "last_states"],
        [intAttribute("hidden_size", cells)],
      ),
      nodeOf("Squeeze", ["last_states", "first_axis"], ["h"]),
      nodeOf("Gemm", ["h", "w2", "b2"], ["z"]),
      nodeOf("Sigmoid", ["z"], ["probability"]),
    ],
  };
}

function nodeOf(
  opType: string,
  input: string[],
  output: string[],
  attribute: AttributeInit[] = [],
): NodeInit {
  return { opType, name: opType, input, output, attribute };
}
