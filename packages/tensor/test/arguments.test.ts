/**
 * Every public function called as plain JavaScript may call it: each argument and option of a wrong type,
 * options that are misspelt or are not options, and one argument more than there are.
 */
import { callMethod, type Signature, testArguments } from "@rnn/testing/test-arguments";
import { describe, expect, test } from "vitest";
import * as tensorPackage from "../src/index.ts";

const { OneHotTensor, RaggedTensor, RandomState, encodeNpy, encodeNpz, encodeSafetensors, tensor } =
  tensorPackage;

const x = tensor([
  [1, 2],
  [3, 4],
]);
const ids = tensor([1, 0], { dtype: "int32" });
const nothing = [null, undefined];
const other = [true, {}, () => 1, Symbol("s")];

/** What is not a value of each kind. */
const wrongValues = {
  shape: ["3", null, true, { shape: [3] }, ["3"], [[3]]],
  lengths: [null, 3, "3", true, { shape: [3] }, ["3"]],
  number: [null, "1", "", [1], 1n, ...other],
  bigint: [null, 1, "1"],
  boolean: [null, 0, 1, "true", [true]],
  string: [null, 1, ["a"]],
  dtype: [null, 5, Float32Array, ["int32"], {}],
  tensor: [
    ...nothing,
    3,
    "x",
    [1, 2],
    [x],
    new Float32Array(2),
    new OneHotTensor(ids, 2),
    ...other,
  ],
  matrix: [...nothing, 3, "x", [1, 2], [x], new Float32Array(2), ...other],
  tensors: [...nothing, 3, "x", x, [[1, 2]], [1], {}],
  record: [...nothing, 3, "x", x, new Map([["x", x]]), { x: [1, 2] }, { x: 3 }],
  operand: [...nothing, "3", [1, 2], new Float32Array(2), 3n, ...other],
  numbers: [...nothing, "abc", {}, x, [["a"]], ["1"], new DataView(new ArrayBuffer(8)), true],
  data: [...nothing, [1, 2], new Float32Array(4), 4, "x"],
  int32: [...nothing, [1, 2], new Float32Array(4), 4, "x"],
  float64: [...nothing, [1, 2], new Float32Array(4), 4, "x"],
  index: [null, "0", [0], {}, 1n],
  axis: [null, "0", [0], {}],
  range: ["1", "1:2", true, {}, ["1"], [0, "2"]],
  indices: [...nothing, 3, "01", {}, true, ["0"]],
  rows: [...nothing, 3, "ab", {}, [1, 2], ["ab"], [["a"]]],
  bytes: [
    ...nothing,
    3,
    "x.npy",
    [1, 2],
    {},
    new Float32Array(2),
    new DataView(new ArrayBuffer(8)),
  ],
  names: [null, "x", 3, [3], {}],
  random: [...nothing, 42, "42", {}, [42]],
  seed: [null, "42", true, { seed: 42 }, ["42"]],
  bound: [null, "5", [5], true, {}],
  shuffled: [...nothing, "abc", {}, true],
  population: [...nothing, {}, true],
  state: [...nothing, 3, "x", [1], new Map()],
  function: [...nothing, 1, "x", {}],
  strings: [null, "x", 3, ["a"], new Map([["a", "b"]]), { a: 1 }],
  list: [null, 3, true, {}, ["0.5"], [null]],
};

type Row = Signature<keyof typeof wrongValues>;

const unary: Row = { valid: [x], parameters: [["x", "tensor"]] };
const binary: Row = {
  valid: [x, x],
  parameters: [
    ["a", "operand"],
    ["b", "operand"],
  ],
};
const reduction: Row = { ...unary, options: { axis: "axis", keepdims: "boolean" } };
const creator: Row = {
  valid: [[2, 2]],
  parameters: [["shape", "shape"]],
  options: { dtype: "dtype" },
};

const make = {
  tensor: () =>
    tensor([
      [1, 2],
      [3, 4],
    ]),
  random: () => new RandomState(0),
  oneHot: () => new OneHotTensor(ids, 2),
  ragged: () => RaggedTensor.fromArrays([[1, 2], [3]]),
};
const ofTensor = (name: keyof typeof x) => ({
  call: callMethod(make.tensor, name),
  caller: name,
});
const ofRandom = (name: keyof ReturnType<typeof make.random>) => ({
  call: callMethod(make.random, name),
  caller: name,
});
const ofOneHot = (name: keyof ReturnType<typeof make.oneHot>) => ({
  call: callMethod(make.oneHot, name),
});
const ofRagged = (name: keyof ReturnType<typeof make.ragged>) => ({
  call: callMethod(make.ragged, name),
});
const npz = await encodeNpz({ x });

/** All functions, constructors, static functions and methods that the package exports. */
const signatures: Record<string, Row> = {
  tensor: {
    valid: [[1, 2]],
    parameters: [["(nested|a number)", "numbers"]],
    options: { dtype: "dtype" },
  },
  zeros: creator,
  ones: creator,
  full: {
    valid: [[2], 3],
    parameters: [
      ["shape", "shape"],
      ["value", "number"],
    ],
    options: { dtype: "dtype" },
  },
  arange: {
    valid: [0, 4],
    parameters: [
      ["start", "number"],
      ["stop", "number"],
    ],
    options: { step: "number", dtype: "dtype" },
  },
  eye: { valid: [2], parameters: [["n", "number"]], options: { dtype: "dtype" } },
  concatenate: {
    valid: [[x, x]],
    parameters: [["tensors", "tensors"]],
    options: { axis: "axis" },
  },
  add: binary,
  subtract: binary,
  multiply: binary,
  divide: binary,
  equal: binary,
  greater: binary,
  allclose: { ...binary, options: { rtol: "number", atol: "number" } },
  arrayEqual: {
    valid: [x, x],
    parameters: [
      ["a", "tensor"],
      ["b", "tensor"],
    ],
  },
  negative: unary,
  square: unary,
  exp: unary,
  log: unary,
  tanh: unary,
  sigmoid: unary,
  clip: {
    valid: [x, 0, 1],
    parameters: [
      ["x", "tensor"],
      ["low", "number"],
      ["high", "number"],
    ],
  },
  where: {
    valid: [x, x, 0],
    parameters: [
      ["condition", "operand"],
      ["a", "operand"],
      ["b", "operand"],
    ],
  },
  sum: reduction,
  mean: reduction,
  max: reduction,
  min: reduction,
  argmax: reduction,
  matmul: {
    valid: [x, x],
    parameters: [
      ["a", "matrix"],
      ["b", "tensor"],
    ],
  },
  glorotUniform: {
    valid: [[2, 2], new RandomState(0)],
    parameters: [
      ["shape", "shape"],
      ["random", "random"],
    ],
  },
  orthogonal: {
    valid: [[2, 2], new RandomState(0)],
    parameters: [
      ["shape", "shape"],
      ["random", "random"],
    ],
    options: { gain: "number" },
  },
  decodeNpy: { valid: [encodeNpy(x)], parameters: [["bytes", "bytes"]] },
  readNpyHeader: { valid: [encodeNpy(x)], parameters: [["bytes", "bytes"]] },
  encodeNpy: { valid: [x], parameters: [["tensor", "tensor"]], options: { version: "string" } },
  decodeNpz: {
    valid: [npz],
    parameters: [["bytes", "bytes"]],
    options: { only: "names", maxBytes: "number" },
  },
  readNpzMembers: {
    valid: [npz],
    parameters: [["bytes", "bytes"]],
    options: { only: "names", maxBytes: "number" },
  },
  encodeNpz: {
    valid: [{ x }],
    parameters: [["tensors", "record"]],
    options: { compress: "boolean" },
  },
  decodeSafetensors: {
    valid: [encodeSafetensors({ x })],
    parameters: [["bytes", "bytes"]],
    options: { only: "names" },
  },
  readSafetensorsHeader: {
    valid: [encodeSafetensors({ x })],
    parameters: [["bytes", "bytes"]],
  },
  encodeSafetensors: {
    valid: [{ x }],
    parameters: [["tensors", "record"]],
    options: { metadata: "strings" },
  },

  Tensor: {
    valid: [new Float64Array(4), "float64", [2, 2], [2, 1], 0],
    parameters: [
      ["data", "data"],
      ["dtype", "dtype"],
      ["shape", "shape"],
      ["strides", "lengths"],
      ["offset", "number"],
    ],
  },
  "Tensor.at": {
    ...ofTensor("at"),
    valid: [0, 0],
    parameters: [
      ["index", "index"],
      ["index", "index"],
    ],
    variadic: true,
  },
  "Tensor.set": {
    ...ofTensor("set"),
    valid: [5, 0, 0],
    parameters: [
      ["value", "number"],
      ["index", "index"],
      ["index", "index"],
    ],
    variadic: true,
  },
  "Tensor.reshape": { ...ofTensor("reshape"), valid: [[4]], parameters: [["shape", "lengths"]] },
  "Tensor.transpose": {
    ...ofTensor("transpose"),
    valid: [[1, 0]],
    parameters: [["axes", "lengths"]],
  },
  "Tensor.swapaxes": {
    ...ofTensor("swapaxes"),
    valid: [0, 1],
    parameters: [
      ["axis", "axis"],
      ["axis", "axis"],
    ],
  },
  "Tensor.slice": {
    ...ofTensor("slice"),
    valid: [[0, 1]],
    parameters: [["range", "range"]],
    variadic: true,
  },
  "Tensor.take": {
    ...ofTensor("take"),
    valid: [[0], 0],
    parameters: [
      ["(indices|index)", "indices"],
      ["axis", "axis"],
    ],
  },
  "Tensor.astype": { ...ofTensor("astype"), valid: ["int32"], parameters: [["dtype", "dtype"]] },
  "Tensor.contiguous": { ...ofTensor("contiguous"), valid: [] },
  "Tensor.copy": { ...ofTensor("copy"), valid: [] },
  "Tensor.toArray": { ...ofTensor("toArray"), valid: [] },

  OneHotTensor: {
    valid: [ids, 2],
    parameters: [
      ["indices", "tensor"],
      ["depth", "number"],
    ],
  },
  "OneHotTensor.at": {
    ...ofOneHot("at"),
    valid: [0, 0],
    parameters: [
      ["index", "index"],
      ["index", "index"],
    ],
    variadic: true,
  },
  "OneHotTensor.take": {
    ...ofOneHot("take"),
    valid: [[0]],
    parameters: [["(indices|index)", "indices"]],
  },
  "OneHotTensor.swapaxes": {
    call: callMethod(() => new OneHotTensor(tensor([[1, 0]], { dtype: "int32" }), 2), "swapaxes"),
    valid: [0, 1],
    parameters: [
      ["axis", "axis"],
      ["axis", "axis"],
    ],
  },
  "OneHotTensor.toDense": {
    ...ofOneHot("toDense"),
    valid: [],
    options: { dtype: "dtype", maxBytes: "number" },
  },

  RaggedTensor: {
    valid: [Int32Array.of(1, 2), Int32Array.of(0, 2)],
    parameters: [
      ["values", "int32"],
      ["rowOffsets", "int32"],
    ],
  },
  "RaggedTensor.fromArrays": {
    valid: [[[1], [2]]],
    parameters: [["rows", "rows"]],
    call: callMethod(() => RaggedTensor, "fromArrays"),
  },
  "RaggedTensor.row": { ...ofRagged("row"), valid: [0], parameters: [["i", "index"]] },
  "RaggedTensor.rowLengths": { ...ofRagged("rowLengths"), valid: [] },
  "RaggedTensor.filter": {
    ...ofRagged("filter"),
    valid: [() => true],
    parameters: [["keep", "function"]],
  },
  "RaggedTensor.take": {
    ...ofRagged("take"),
    valid: [[0]],
    parameters: [["(indices|i)", "indices"]],
  },
  "RaggedTensor.toArrays": { ...ofRagged("toArrays"), valid: [] },

  RandomState: {
    valid: [42],
    parameters: [["seed", "seed"]],
  },
  "RandomState.randomSample": {
    ...ofRandom("randomSample"),
    valid: [[2]],
    parameters: [["shape", "shape"]],
  },
  "RandomState.fillSamples": {
    ...ofRandom("fillSamples"),
    valid: [new Float64Array(2)],
    parameters: [["values", "float64"]],
  },
  "RandomState.uniform": {
    ...ofRandom("uniform"),
    valid: [0, 1, [2]],
    parameters: [
      ["low", "number"],
      ["high", "number"],
      ["shape", "shape"],
    ],
  },
  "RandomState.normal": {
    ...ofRandom("normal"),
    valid: [0, 1, [2]],
    parameters: [
      ["loc", "number"],
      ["scale", "number"],
      ["shape", "shape"],
    ],
  },
  "RandomState.standardNormal": {
    ...ofRandom("standardNormal"),
    valid: [[2]],
    parameters: [["shape", "shape"]],
  },
  "RandomState.randint": {
    ...ofRandom("randint"),
    valid: [0, 5, [2]],
    parameters: [
      ["low", "bound"],
      ["high", "bound"],
      ["shape", "shape"],
    ],
    options: { dtype: "dtype" },
  },
  "RandomState.permutation": {
    ...ofRandom("permutation"),
    valid: [3],
    parameters: [["x", "shuffled"]],
  },
  "RandomState.shuffle": {
    ...ofRandom("shuffle"),
    valid: [[1, 2]],
    parameters: [["x", "shuffled"]],
  },
  "RandomState.choice": {
    ...ofRandom("choice"),
    valid: [3, [2]],
    parameters: [
      ["choose from", "population"],
      ["shape", "shape"],
    ],
    options: { replace: "boolean", p: "list" },
  },
  "RandomState.bytes": { ...ofRandom("bytes"), valid: [3], parameters: [["n", "number"]] },
  "RandomState.getState": { ...ofRandom("getState"), valid: [] },
  "RandomState.setState": {
    ...ofRandom("setState"),
    valid: [new RandomState(0).getState()],
    parameters: [["(options|key)", "state"]],
  },
};

// Errors are made by the package itself.
testArguments({ exports: tensorPackage, signatures, wrongValues, exempt: /^FormatError$/ });

describe("what stays as it is", () => {
  test("functions of one tensor can be handed to map", () => {
    const [first] = [x].map(tensorPackage.exp);
    expect(first.dtype).toBe("float64");
  });

  test("options may be undefined, or have no prototype", () => {
    expect(tensorPackage.sum(x, undefined)).toBe(10);
    const bare: { axis: number } = Object.assign(Object.create(null), { axis: 0 });
    expect(tensorPackage.sum(x, bare).toArray()).toEqual([4, 6]);
  });

  test("a tensor of another copy of the package is a tensor", () => {
    const { data, dtype, shape, strides, offset } = x;
    const twin = Object.assign(Object.create({ contiguous: () => x, rank: 2, size: 4 }) as object, {
      data,
      dtype,
      shape,
      strides,
      offset,
    }) as typeof x;
    expect(tensorPackage.add(twin, 1).toArray()).toEqual([
      [2, 3],
      [4, 5],
    ]);
    expect(tensorPackage.sum(twin)).toBe(10);
  });
});
