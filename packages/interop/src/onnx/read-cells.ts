import { bidirectional, gru, lstm, type Recurrent, simpleRnn } from "@rnn/model";
import { add, concatenate, type Tensor, zeros } from "@rnn/tensor";
import type { Link } from "./chain.ts";
import { intOf, type NodeProto, wordOf } from "./graph.ts";

/** Which of ONNX's parts of gates is our first, second, and so on: i o f c is i f c o here. */
const gateOrders: Readonly<Record<string, readonly number[]>> = {
  RNN: [0],
  LSTM: [0, 2, 3, 1],
  GRU: [0, 1, 2],
};

/**
 * The layer of an RNN, LSTM or GRU node, from its W `[directions, gates H, D]`, R `[directions, gates H, H]`
 * and B `[directions, 2 gates H]`; a string that says why it is none.
 */
export function readCells(
  node: NodeProto,
  w: Tensor<"float64">,
  r: Tensor<"float64">,
  b: Tensor<"float64"> | undefined,
): Link | string {
  const direction = wordOf(node, "direction", "forward");
  const directions = direction === "bidirectional" ? 2 : 1;
  if (direction !== "forward" && directions === 1) return `the direction ${direction}`;
  if (intOf(node, "layout", 0) !== 0) return "layout 1";
  if (intOf(node, "input_forget", 0) !== 0) return "input_forget";
  if (node.attribute.some(({ name }) => name === "clip")) return "clip";
  const activations = node.attribute.find(({ name }) => name === "activations")?.strings ?? [];
  const usual =
    node.opType === "RNN"
      ? ["Tanh"]
      : node.opType === "GRU"
        ? ["Sigmoid", "Tanh"]
        : ["Sigmoid", "Tanh", "Tanh"];
  const names = activations.map((bytes) => String.fromCharCode(...bytes.subarray(0, 100)));
  const other = names.find(
    (name, i) => name.toLowerCase() !== usual[i % usual.length].toLowerCase(),
  );
  if (other !== undefined) return `the activation ${other}`;
  const order = gateOrders[node.opType];
  const units = r.shape[2] ?? 0;
  const rows = order.length * units;
  const fits =
    w.rank === 3 &&
    r.rank === 3 &&
    units > 0 &&
    w.shape[0] === directions &&
    w.shape[1] === rows &&
    r.shape[0] === directions &&
    r.shape[1] === rows &&
    (b === undefined || (b.rank === 2 && b.shape[0] === directions && b.shape[1] === 2 * rows));
  if (!fits) return "weights whose shapes do not fit each other";
  const cell = makeCell(node, units);
  const isTwoRows = cell.kind === "gru" && cell.resetAfter;
  const weightsOf = (place: number, prefix: string): [string, Tensor<"float64">][] => {
    const biases = b?.slice(place) ?? zeros([2 * rows]);
    const [ofInput, ofState] = [biases.slice([0, rows]), biases.slice([rows])].map((bias) =>
      orderRows(bias, order),
    );
    const bias = isTwoRows
      ? concatenate([ofInput, ofState]).reshape([2, rows])
      : add(ofInput, ofState);
    return [
      [`${prefix}kernel`, orderRows(w.slice(place), order).transpose()],
      [`${prefix}recurrentKernel`, orderRows(r.slice(place), order).transpose()],
      [`${prefix}bias`, bias],
    ];
  };
  if (directions === 1) return { layer: cell, weights: Object.fromEntries(weightsOf(0, "")) };
  const both = [...weightsOf(0, "forward."), ...weightsOf(1, "backward.")];
  return { layer: bidirectional(cell), weights: Object.fromEntries(both) };
}

function makeCell(node: NodeProto, units: number): Recurrent {
  if (node.opType === "LSTM") return lstm(units);
  if (node.opType === "RNN") return simpleRnn(units);
  return gru(units, { resetAfter: intOf(node, "linear_before_reset", 0) !== 0 });
}

function orderRows(x: Tensor<"float64">, order: readonly number[]): Tensor<"float64"> {
  const rows = x.shape[0] / order.length;
  return concatenate(order.map((gate) => x.slice([gate * rows, (gate + 1) * rows])));
}
