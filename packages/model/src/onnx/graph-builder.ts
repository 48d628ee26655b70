import type { AttributeInit, NodeInit, TensorInit } from "./messages.ts";

/** The parts of a graph so far. */
export interface GraphBuilder {
  readonly nodes: NodeInit[];
  readonly constants: TensorInit[];
}

/** Adds a node of one output, which its name is too, and gives that name. */
export function addNode(
  graph: GraphBuilder,
  opType: string,
  input: readonly string[],
  output: string,
  attribute: readonly AttributeInit[] = [],
): string {
  const node = { opType, name: output, input: [...input], output: [output] };
  graph.nodes.push({ ...node, attribute: [...attribute] });
  return output;
}

/** Adds a constant, unless there is one of its name, and gives that name. */
export function addConstant(graph: GraphBuilder, tensor: TensorInit): string {
  if (!graph.constants.some(({ name }) => name === tensor.name)) graph.constants.push(tensor);
  return tensor.name;
}
