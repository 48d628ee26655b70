/**
 * A network as an ONNX file, of opset 17, in float32:
 *
 *   ids [N, T] -> Gather(w1x) -> Transpose -> RNN(W = I, R = w1hᵀ, B = b1) -> Squeeze -> Gemm(w2, b2)
 *     -> Sigmoid -> probability [N, 1]
 *
 * A row of w1x is a one-hot vector times w1x; the RNN then takes it through the identity. This is an entry
 * of its own, so that who writes no ONNX does not load the protocol buffers.
 */
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { RecurrentNetwork } from "@rnn/model";
import { eye, type Tensor, zeros } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";
import {
  type AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  ModelProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type TypeProtoSchema,
  type ValueInfoProtoSchema,
} from "onnx-buf";
import { TextClassifier } from "./text-classifier.ts";

type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>;
type NodeInit = MessageInitShape<typeof NodeProtoSchema>;
type TensorInit = MessageInitShape<typeof TensorProtoSchema>;
type TypeInit = MessageInitShape<typeof TypeProtoSchema>;
type ValueInit = MessageInitShape<typeof ValueInfoProtoSchema>;

const opset = 17n;
/** The version of the file format that came with opset 17. */
const irVersion = 8n;

/**
 * The model as an ONNX file, which ONNX Runtime and others run. It takes `ids`, int32 `[N, T]`, any number
 * of rows of word ids padded in front with 0, and gives `probability`, float32 `[N, 1]`, that of the second
 * class. T is `maxlen` for a classifier; a network alone takes any T. Equal models give equal bytes.
 *
 * A classifier's text options are in the file's metadata: `vocabulary` and `class_names` as JSON lists,
 * `maxlen`, `lowercase`. Cutting text into ids is left to the program that runs the file.
 *
 * Weights are rounded to float32, in which the graph computes. Probabilities agree with `predictProba`
 * within 1e-6 over 100 steps of 32 cells, unless the network's own weights make roundings grow.
 *
 * @throws TypeError for what is neither a classifier nor a network, Error for a network without weights.
 *
 * @example
 * ```ts
 * const network = new RecurrentNetwork({ nCells: 1 });
 * network.setWeights({ w1h: [[1]], w1x: [[0], [2]], b1: [0], w2: [[3]], b2: [0] });
 * const classifier = new TextClassifier({ network, vocabulary: [null, "great"], maxlen: 100 });
 * encodeOnnx(classifier).length; // => 616
 * ```
 *
 * Python twin: none; `onnxruntime.InferenceSession(bytes).run(None, {"ids": ids})` runs it.
 */
export function encodeOnnx(model: TextClassifier | RecurrentNetwork): Uint8Array<ArrayBuffer> {
  const classifier = model instanceof TextClassifier ? model : undefined;
  const network = classifier?.network ?? model;
  if (!(network instanceof RecurrentNetwork)) {
    throw new TypeError(
      `encodeOnnx: expected a TextClassifier or a RecurrentNetwork, got ${describeValue(model)}.`,
    );
  }
  const { w1h, w1x, b1, w2, b2 } = network.weights;
  const cells = w1h.shape[0];
  const biases = zeros([1, 2 * cells]);
  biases.data.set(b1.contiguous().data);
  const message = create(ModelProtoSchema, {
    irVersion,
    producerName: "@rnn/text-classifier",
    opsetImport: [{ domain: "", version: opset }],
    metadataProps: classifier === undefined ? [] : metadataOf(classifier),
    graph: {
      name: "recurrent_network",
      input: [valueOf("ids", DataType.INT32, ["N", classifier?.maxlen ?? "T"])],
      output: [valueOf("probability", DataType.FLOAT, ["N", 1])],
      initializer: [
        floats("w1x", w1x),
        floats("W", eye(cells).reshape([1, cells, cells])),
        floats("R", w1h.transpose().reshape([1, cells, cells])),
        floats("B", biases),
        floats("w2", w2),
        floats("b2", b2),
        { name: "first_axis", dataType: DataType.INT64, dims: [1n], int64Data: [0n] },
      ],
      node: [
        nodeOf("Gather", ["w1x", "ids"], ["words"], [int("axis", 0)]),
        nodeOf("Transpose", ["words"], ["steps"], [ints("perm", [1, 0, 2])]),
        // Its first output, the states of all steps, is not asked for.
        nodeOf("RNN", ["steps", "W", "R", "B"], ["", "last_states"], [int("hidden_size", cells)]),
        nodeOf("Squeeze", ["last_states", "first_axis"], ["h"]),
        nodeOf("Gemm", ["h", "w2", "b2"], ["z"]),
        nodeOf("Sigmoid", ["z"], ["probability"]),
      ],
    },
  });
  return toBinary(ModelProtoSchema, message);
}

function metadataOf(classifier: TextClassifier): { key: string; value: string }[] {
  const { vocabulary, maxlen, lowercase, classNames } = classifier;
  return [
    { key: "vocabulary", value: JSON.stringify(vocabulary) },
    { key: "maxlen", value: String(maxlen) },
    { key: "lowercase", value: lowercase },
    { key: "class_names", value: JSON.stringify(classNames) },
  ];
}

function floats(name: string, tensor: Tensor): TensorInit {
  const dims = tensor.shape.map(BigInt);
  const floatData = Array.from(tensor.contiguous().data, Number);
  return { name, dataType: DataType.FLOAT, dims, floatData };
}

function nodeOf(
  opType: string,
  input: string[],
  output: string[],
  attribute: AttributeInit[] = [],
): NodeInit {
  return { opType, name: opType, input, output, attribute };
}

function int(name: string, i: number): AttributeInit {
  return { name, type: AttributeType.INT, i: BigInt(i) };
}

function ints(name: string, values: number[]): AttributeInit {
  return { name, type: AttributeType.INTS, ints: values.map(BigInt) };
}

/** An input or output; axes are lengths, or the names of those that are open. */
function valueOf(name: string, elemType: DataType, axes: (number | string)[]): ValueInit {
  const dim = axes.map((axis) => ({
    value:
      typeof axis === "number"
        ? { case: "dimValue" as const, value: BigInt(axis) }
        : { case: "dimParam" as const, value: axis },
  }));
  const type: TypeInit = { value: { case: "tensorType", value: { elemType, shape: { dim } } } };
  return { name, type };
}
