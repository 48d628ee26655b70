import type { GraphProto } from "onnx-buf";
import { InteropError } from "../interop-error.ts";
import { applyNode } from "./apply-node.ts";
import type { Chain } from "./chain.ts";
import { elementTypes, readConstant } from "./graph.ts";
import type { Value } from "./values.ts";

/**
 * The layers of a graph, found by following its input through the nodes: what a node gives is known where
 * what it reads is known, and nothing is taken for what it only resembles.
 */
export function traceGraph({ node, initializer, input, output }: GraphProto): Chain {
  const values = new Map<string, Value>();
  for (const tensor of initializer) {
    values.set(tensor.name, { kind: "constant", tensor: readConstant(tensor) });
  }
  const given = input.filter(({ name }) => !values.has(name));
  if (given.length !== 1) throw unsupported("one input", `${given.length}`);
  const [{ name: inputName, type }] = given;
  const isOfFloats =
    type?.value.case === "tensorType" && type.value.value.elemType === elementTypes.float32;
  values.set(
    inputName,
    isOfFloats ? { kind: "steps", stepsFirst: false, chain: [] } : { kind: "ids" },
  );
  for (const one of node) {
    const inputs = one.input.map((name) => (name === "" ? undefined : values.get(name)));
    const results = applyNode(one, inputs);
    one.output.forEach((name, i) => name !== "" && values.set(name, results[i]));
  }
  const last = output.length === 1 ? values.get(output[0].name) : undefined;
  if (last?.kind === "logits" || last?.kind === "probabilities") return last.chain;
  const why =
    last?.kind === "unknown" ? last.why : `${output.length} outputs that are not such a network's`;
  throw unsupported("an embedding, cells, pooling and dense layers as PyTorch exports them", why);
}

function unsupported(expected: string, got: string): InteropError {
  return new InteropError(
    "ERR_RNN_INTEROP_UNSUPPORTED",
    `decodeOnnx: expected ${expected}, got ${got}. Exported by torch.onnx.export with dynamo=False, more networks ` +
      "keep their cells whole; weights alone are read by decodeTorch.",
  );
}
