import { dense, embedding, globalAveragePooling1d, globalMaxPooling1d } from "@rnn/model";
import { type Tensor, zeros } from "@rnn/tensor";
import { intOf, intsOf, type NodeProto, readConstant } from "./graph.ts";
import { readCells } from "./read-cells.ts";
import { type LastState, unknown, type Value } from "./values.ts";

type Of<Kind extends Value["kind"]> = Extract<Value, { kind: Kind }>;

/** What a node gives, from what it reads; undefined for what it leaves out. */
export function applyNode(node: NodeProto, inputs: readonly (Value | undefined)[]): Value[] {
  const failed = inputs.find((input) => input?.kind === "unknown");
  if (failed !== undefined) return node.output.map(() => failed);
  const values = apply(node, inputs);
  const why = `the node ${node.name || node.output[0]}, ${node.opType}`;
  return node.output.map((_, i) => values?.[i] ?? unknown(why));
}

function apply(node: NodeProto, inputs: readonly (Value | undefined)[]): Value[] | undefined {
  const [first, second] = inputs;
  switch (node.opType) {
    case "Constant": {
      const tensor = node.attribute.find(({ name }) => name === "value")?.t;
      return tensor && [{ kind: "constant", tensor: readConstant(tensor) }];
    }
    case "Identity":
    case "Cast":
    case "Dropout":
      return first && [first];
    case "Shape":
      return [{ kind: "shape" }];
    case "ConstantOfShape": {
      const value = node.attribute.find(({ name }) => name === "value")?.t;
      return isZero(value && readConstant(value)) ? [{ kind: "zeros" }] : undefined;
    }
    case "Expand":
      return first?.kind === "constant" && isZero(first.tensor) ? [{ kind: "zeros" }] : undefined;
    case "RNN":
    case "LSTM":
    case "GRU":
      return applyCells(node, inputs);
    case "Gather":
      return first && second && applyGather(node, first, second);
    case "Gemm":
      return applyGemm(node, inputs);
    case "MatMul":
      if (first?.kind !== "vector" || second?.kind !== "constant") return undefined;
      return [{ kind: "product", chain: first.chain, kernel: second.tensor }];
    case "Add":
      return applyAdd(first, second) ?? applyAdd(second, first);
    case "ReduceMean":
    case "ReduceMax":
      return first?.kind === "steps" ? applyPooling(node, first, second) : undefined;
    case "Sigmoid":
    case "Softmax":
      return first?.kind === "logits" ? applyActivation(node, first) : undefined;
    default:
      return applyLayout(node, inputs);
  }
}

/** What only moves numbers, or makes shapes of shapes. */
function applyLayout(node: NodeProto, inputs: readonly (Value | undefined)[]): Value[] | undefined {
  const [first] = inputs;
  switch (node.opType) {
    case "Transpose":
      return first && transpose(first, intsOf(node, "perm") ?? []);
    case "Concat":
      return concat(inputs, intOf(node, "axis", 0));
    case "Squeeze":
      return first && squeeze(first, axesOf(node, inputs[1]));
    case "Reshape":
    case "Flatten":
      return first && reshape(first);
    case "Unsqueeze":
    case "Slice":
      return first?.kind === "zeros" || first?.kind === "shape" ? [first] : undefined;
    case "Mul":
      return inputs.every((input) => input?.kind === "shape" || input?.kind === "constant")
        ? [{ kind: "shape" }]
        : undefined;
    default:
      return undefined;
  }
}

function applyCells(node: NodeProto, inputs: readonly (Value | undefined)[]): Value[] | undefined {
  const [x, w, r, b, lengths, ...initial] = inputs;
  if (x?.kind !== "steps" || !x.stepsFirst) return undefined;
  if (w?.kind !== "constant" || r?.kind !== "constant") return undefined;
  if (b !== undefined && b.kind !== "constant") return undefined;
  if (lengths !== undefined) return [unknown(`sequence lengths (node ${node.name})`)];
  if (initial.some((state) => state !== undefined && !isInitial(state))) {
    return [unknown(`an initial state that is not zeros (node ${node.name})`)];
  }
  const link = readCells(node, w.tensor, r.tensor, b?.tensor);
  if (typeof link === "string")
    return node.output.map(() => unknown(`${link} (node ${node.name})`));
  const chain = [...x.chain, link];
  const directions = w.tensor.shape[0];
  const states = Array.from({ length: directions }, (_, direction) => ({
    chain,
    direction,
    directions,
  }));
  return [
    { kind: "directions", directionsLast: false, chain },
    { kind: "lasts", statesLast: false, states },
  ];
}

function isInitial(state: Value): boolean {
  return state.kind === "zeros" || (state.kind === "constant" && isZero(state.tensor));
}

function applyGather(node: NodeProto, from: Value, index: Value): Value[] | undefined {
  const axis = intOf(node, "axis", 0);
  if (from.kind === "shape") return [from];
  if (from.kind === "constant" && index.kind === "ids" && axis === 0 && from.tensor.rank === 2) {
    const [inputDim, outputDim] = from.tensor.shape;
    const layer = embedding(inputDim, outputDim);
    return [
      {
        kind: "steps",
        stepsFirst: false,
        chain: [{ layer, weights: { embeddings: from.tensor } }],
      },
    ];
  }
  if (index.kind !== "constant" || index.tensor.size !== 1) return undefined;
  const [place] = index.tensor.contiguous().data;
  if (from.kind === "lasts" && axis === 0 && !from.statesLast) {
    const state = from.states.at(place);
    return state && [{ kind: "last", state }];
  }
  if (from.kind === "steps" && axis === (from.stepsFirst ? 0 : 1) && place === -1) {
    const { layer } = from.chain[from.chain.length - 1];
    // Of both directions, the states of the last step are not the last ones.
    const isLast = layer.kind === "simpleRnn" || layer.kind === "lstm" || layer.kind === "gru";
    return isLast ? [{ kind: "vector", chain: from.chain }] : undefined;
  }
  return undefined;
}

function applyGemm(
  node: NodeProto,
  [x, kernel, bias]: readonly (Value | undefined)[],
): Value[] | undefined {
  const row = x && vectorOf(x);
  if (row === undefined || kernel?.kind !== "constant" || kernel.tensor.rank !== 2)
    return undefined;
  const factors = node.attribute.filter(({ name }) => name === "alpha" || name === "beta");
  if (factors.some(({ f }) => f !== 1) || intOf(node, "transA", 0) !== 0) return undefined;
  const matrix = intOf(node, "transB", 0) === 0 ? kernel.tensor : kernel.tensor.transpose();
  if (bias !== undefined && bias.kind !== "constant") return undefined;
  return addDense(row, matrix, bias?.tensor);
}

function applyAdd(product: Value | undefined, bias: Value | undefined): Value[] | undefined {
  if (product?.kind !== "product" || bias?.kind !== "constant") return undefined;
  return addDense({ kind: "vector", chain: product.chain }, product.kernel, bias.tensor);
}

function addDense(
  { chain }: Of<"vector">,
  kernel: Tensor<"float64">,
  bias: Tensor<"float64"> | undefined,
): Value[] | undefined {
  const outputs = kernel.shape[1];
  if (bias !== undefined && bias.size !== outputs) return undefined;
  const weights = { kernel, bias: bias?.reshape([outputs]) ?? zeros([outputs]) };
  return [{ kind: "logits", chain: [...chain, { layer: dense(outputs), weights }], outputs }];
}

function applyPooling(
  node: NodeProto,
  { stepsFirst, chain }: Of<"steps">,
  axes: Value | undefined,
): Value[] | undefined {
  const given = axesOf(node, axes);
  const isOverSteps = given?.length === 1 && given[0] === (stepsFirst ? 0 : 1);
  if (!isOverSteps || intOf(node, "keepdims", 1) !== 0) return undefined;
  const layer = node.opType === "ReduceMean" ? globalAveragePooling1d() : globalMaxPooling1d();
  return [{ kind: "vector", chain: [...chain, { layer, weights: {} }] }];
}

function applyActivation(node: NodeProto, logits: Of<"logits">): Value[] | undefined {
  const isSigmoid = node.opType === "Sigmoid";
  if (isSigmoid !== (logits.outputs === 1)) return undefined;
  if (!isSigmoid && ![1, -1].includes(intOf(node, "axis", -1))) return undefined;
  return [{ ...logits, kind: "probabilities" }];
}

function transpose(value: Value, perm: readonly number[]): Value[] | undefined {
  const order = perm.join();
  if (value.kind === "steps" && order === "1,0,2") {
    return [{ ...value, stepsFirst: !value.stepsFirst }];
  }
  if (value.kind === "directions" && order === "0,2,1,3") {
    return [{ ...value, directionsLast: !value.directionsLast }];
  }
  if (value.kind === "lasts" && order === "1,0,2") {
    return [{ ...value, statesLast: !value.statesLast }];
  }
  return undefined;
}

function concat(inputs: readonly (Value | undefined)[], axis: number): Value[] | undefined {
  if (inputs.every((input) => input?.kind === "shape" || input?.kind === "constant")) {
    return [{ kind: "shape" }];
  }
  const lasts = inputs.filter((input): input is Of<"lasts"> => input?.kind === "lasts");
  if (
    axis === 0 &&
    lasts.length === inputs.length &&
    lasts.every(({ statesLast }) => !statesLast)
  ) {
    return [{ kind: "lasts", statesLast: false, states: lasts.flatMap(({ states }) => states) }];
  }
  const states = inputs.flatMap((input) => (input?.kind === "last" ? [input.state] : []));
  if (states.length !== inputs.length || ![1, -1].includes(axis)) return undefined;
  return sideBySide(states);
}

/** The last states of both directions of one layer, in their order. */
function sideBySide(states: readonly LastState[]): Value[] | undefined {
  const [{ chain, directions }] = states;
  const isWhole =
    states.length === directions &&
    states.every((state, i) => state.chain === chain && state.direction === i);
  return isWhole ? [{ kind: "vector", chain }] : undefined;
}

function squeeze(value: Value, axes: readonly number[] | undefined): Value[] | undefined {
  const [axis] = axes ?? [];
  switch (value.kind) {
    case "zeros":
    case "shape":
      return [value];
    case "directions": {
      const isOne = value.chain[value.chain.length - 1].layer.kind !== "bidirectional";
      const isTheirs = axis === (value.directionsLast ? 2 : 1);
      return isOne && isTheirs
        ? [{ kind: "steps", stepsFirst: true, chain: value.chain }]
        : undefined;
    }
    case "lasts":
      return value.states.length === 1 && axis === (value.statesLast ? 1 : 0)
        ? sideBySide(value.states)
        : undefined;
    case "logits":
    case "probabilities":
      return value.outputs === 1 && (axis === 1 || axis === -1) ? [value] : undefined;
    default:
      return undefined;
  }
}

/** Exporters write the one shape that fits: directions, or states, side by side. */
function reshape(value: Value): Value[] | undefined {
  switch (value.kind) {
    case "zeros":
    case "shape":
      return [value];
    case "constant":
      return [{ kind: "shape" }];
    case "directions":
      return value.directionsLast
        ? [{ kind: "steps", stepsFirst: true, chain: value.chain }]
        : undefined;
    case "lasts":
      return value.statesLast ? sideBySide(value.states) : undefined;
    case "logits":
    case "probabilities":
      return value.outputs === 1 ? [value] : undefined;
    default:
      return undefined;
  }
}

/** A last state of a cell with one direction is a vector, too. */
function vectorOf(value: Value): Of<"vector"> | undefined {
  if (value.kind === "vector") return value;
  if (value.kind === "last" && value.state.directions === 1) {
    return { kind: "vector", chain: value.state.chain };
  }
  // Dense layers one after the other.
  return value.kind === "logits" ? { kind: "vector", chain: value.chain } : undefined;
}

function axesOf(node: NodeProto, given: Value | undefined): number[] | undefined {
  if (given?.kind === "constant") return [...given.tensor.contiguous().data];
  return intsOf(node, "axes");
}

function isZero(tensor: Tensor<"float64"> | undefined): boolean {
  return tensor === undefined || tensor.contiguous().data.every((value) => value === 0);
}
