/**
 * Recurrent layers as ONNX's RNN, LSTM and GRU. These take a layer's matrices transposed, the parts of
 * gates in an order of their own, a bias for each product, and both directions in one:
 *
 *   W [directions, gates H, D]        R [directions, gates H, H]        B [directions, 2 gates H]
 *
 * They give the states of all steps `[T, directions, N, H]`, and the last `[directions, N, H]`.
 */
import { concatenate, type Tensor, zeros } from "@rnn/tensor";
import type { Recurrent } from "../layers/bidirectional.ts";
import type { Parameters } from "../network/parameter-table.ts";
import type { PlacedLayer } from "../network/plan.ts";
import type { Mask } from "./add-mask.ts";
import { addConstant, addNode, type GraphBuilder } from "./graph-builder.ts";
import {
  type AttributeInit,
  float,
  floats,
  int64s,
  intAttribute,
  intsAttribute,
  wordAttribute,
} from "./messages.ts";

/** What a kind of cell is in ONNX. */
interface OnnxCell {
  readonly opType: "RNN" | "LSTM" | "GRU";
  /** Which of our parts of gates is ONNX's first, second, and so on. */
  readonly gates: readonly number[];
}

const cells: Readonly<Record<Recurrent["kind"], OnnxCell>> = {
  simpleRnn: { opType: "RNN", gates: [0] },
  // i f c o here, i o f c there.
  lstm: { opType: "LSTM", gates: [0, 3, 1, 2] },
  // z r h in both.
  gru: { opType: "GRU", gates: [0, 1, 2] },
};

/**
 * Adds the layer, which reads the steps `[T, N, D]` of that name. Gives the name of its states
 * `[T, N, width]` where it hands them on, else of the last `[N, width]`.
 */
export function addRecurrent(
  graph: GraphBuilder,
  { layer, name, givesSteps, outputWidth }: PlacedLayer,
  weights: Parameters,
  steps: string,
  mask: Mask | undefined,
): string {
  const isBidirectional = layer.kind === "bidirectional";
  const cell = (isBidirectional ? layer.layer : layer) as Recurrent;
  const prefixes = isBidirectional ? [`${name}.forward`, `${name}.backward`] : [name];
  const read = (parameter: string): Tensor[] =>
    prefixes.map((prefix) => weights[`${prefix}.${parameter}`]);
  const { opType, gates } = cells[cell.kind];
  const constants = [
    floats(
      `${name}.W`,
      stack(read("kernel").map((kernel) => orderRows(kernel.transpose(), gates))),
    ),
    floats(
      `${name}.R`,
      stack(read("recurrentKernel").map((kernel) => orderRows(kernel.transpose(), gates))),
    ),
    floats(`${name}.B`, stack(read("bias").map((bias) => bothBiases(bias, gates)))),
  ];
  graph.constants.push(...constants);
  const attribute: AttributeInit[] = [intAttribute("hidden_size", cell.units)];
  if (isBidirectional) attribute.push(wordAttribute("direction", "bidirectional"));
  if (cell.kind === "gru") {
    attribute.push(intAttribute("linear_before_reset", Number(cell.resetAfter)));
  }
  const raw = givesSteps ? `${name}.all_states` : `${name}.last_states`;
  graph.nodes.push({
    opType,
    name,
    input: [
      steps,
      ...constants.map((constant) => constant.name),
      ...(mask === undefined ? [] : [mask.lengths]),
    ],
    output: givesSteps ? [raw] : ["", raw],
    attribute,
  });
  return givesSteps
    ? joinDirections(graph, raw, name, [0, 2, 1, 3], [0, 0, outputWidth])
    : zeroWithoutWords(graph, joinDirections(graph, raw, name, [1, 0, 2], [0, outputWidth]), mask);
}

/** The directions' numbers of a row side by side. */
function joinDirections(
  graph: GraphBuilder,
  states: string,
  name: string,
  perm: readonly number[],
  shape: readonly number[],
): string {
  const sideBySide = addNode(graph, "Transpose", [states], `${name}.side_by_side`, [
    intsAttribute("perm", perm),
  ]);
  const to = addConstant(graph, int64s(`${name}.shape`, shape));
  return addNode(graph, "Reshape", [sideBySide, to], `${name}.states`);
}

/** A row without words ends in the initial state. */
function zeroWithoutWords(graph: GraphBuilder, states: string, mask: Mask | undefined): string {
  if (mask === undefined) return states;
  const initial = addConstant(graph, float("initial_state", 0));
  return addNode(graph, "Where", [mask.hasWords, states, initial], `${states}_or_initial`);
}

/** The rows in parts, as many as there are gates, in their order there. */
function orderRows(matrix: Tensor, gates: readonly number[]): Tensor {
  const rows = matrix.shape[0] / gates.length;
  return concatenate(gates.map((gate) => matrix.slice([gate * rows, (gate + 1) * rows])));
}

/** That of x W, then that of h U: zeros where a layer has one bias for both. */
function bothBiases(bias: Tensor, gates: readonly number[]): Tensor {
  const width = bias.shape[bias.rank - 1];
  const ofInput = bias.rank === 2 ? bias.slice(0) : bias;
  const ofState = bias.rank === 2 ? bias.slice(1) : zeros([width]);
  return concatenate([orderRows(ofInput, gates), orderRows(ofState, gates)]);
}

/** Along a new first axis. */
function stack(tensors: readonly Tensor[]): Tensor {
  return concatenate(tensors.map((tensor) => tensor.reshape([1, ...tensor.shape])));
}
