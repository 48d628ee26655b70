import type { Recurrent } from "@rnn/model";
import { concatenate, type Tensor } from "@rnn/tensor";

/**
 * Where PyTorch puts each gate of Keras's order: z, r, g of a GRU are the second, first and third of its
 * r, z, n. An LSTM's i, f, g, o stand alike. Each order is its own inverse.
 */
const gateOrder: Readonly<Record<Recurrent["kind"], readonly number[]>> = {
  simpleRnn: [0],
  lstm: [0, 1, 2, 3],
  gru: [1, 0, 2],
};

/** How many gates a kind of cell has, the proposed state among them. */
export function countGates(kind: Recurrent["kind"]): number {
  return gateOrder[kind].length;
}

/** The kind of cell that has so many gates. */
export function kindOfGates(gates: number): Recurrent["kind"] | undefined {
  return (["simpleRnn", "lstm", "gru"] as const).find((kind) => countGates(kind) === gates);
}

/** A vector, or a matrix's rows, with the gates in the other library's order. */
export function reorderGates(kind: Recurrent["kind"], x: Tensor<"float64">): Tensor<"float64"> {
  const order = gateOrder[kind];
  const units = x.shape[0] / order.length;
  return concatenate(order.map((gate) => x.slice([gate * units, (gate + 1) * units])));
}
