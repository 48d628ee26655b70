/** The parts of an ONNX file that are read, with its constants as numbers. */
import { fromBinary } from "@bufbuild/protobuf";
import { Tensor } from "@rnn/tensor";
import {
  TensorProto_DataType as DataType,
  type GraphProto,
  TensorProto_DataLocation as Location,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  type TensorProto,
} from "onnx-buf";
import { InteropError } from "../interop-error.ts";

export type { ModelProto, NodeProto };

/** The message that the bytes are. */
export function readModel(bytes: Uint8Array): { model: ModelProto; graph: GraphProto } {
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw brokenFile("the bytes are not such a file", cause);
  }
  const { graph } = model;
  if (graph === undefined || graph.node.length === 0) throw brokenFile("it has no graph");
  return { model, graph };
}

/** A constant's numbers, as float64. */
export function readConstant(tensor: TensorProto): Tensor<"float64"> {
  const { name } = tensor;
  if (tensor.dataLocation === Location.EXTERNAL) {
    throw new InteropError(
      "ERR_RNN_INTEROP_UNSUPPORTED",
      `decodeOnnx: expected a file that holds its weights, got ${name} in another file. ` +
        "Export it with external_data=False.",
    );
  }
  const shape = tensor.dims.map(Number);
  const numbers = numbersOf(tensor);
  const size = shape.reduce((product, length) => product * length, 1);
  if (numbers === undefined || numbers.length !== size) {
    const got = numbers === undefined ? `type ${tensor.dataType}` : `${numbers.length} numbers`;
    throw brokenFile(`${name} of shape [${shape.join(", ")}] has ${got}`);
  }
  return new Tensor(Float64Array.from(numbers), "float64", shape);
}

/** How the format numbers the types that are read. */
export const elementTypes: Readonly<Record<"float32" | "float64" | "int32" | "int64", number>> = {
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  int32: DataType.INT32,
  int64: DataType.INT64,
};

/** Undefined for a type that is not read. */
function numbersOf(tensor: TensorProto): ArrayLike<number> | undefined {
  const { rawData } = tensor;
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.length);
  const raw = (size: number, read: (offset: number) => number): number[] =>
    Array.from({ length: Math.floor(rawData.length / size) }, (_, i) => read(i * size));
  switch (tensor.dataType) {
    case elementTypes.float32:
      return rawData.length > 0 ? raw(4, (i) => view.getFloat32(i, true)) : tensor.floatData;
    case elementTypes.float64:
      return rawData.length > 0 ? raw(8, (i) => view.getFloat64(i, true)) : tensor.doubleData;
    case elementTypes.int32:
      return rawData.length > 0 ? raw(4, (i) => view.getInt32(i, true)) : tensor.int32Data;
    case elementTypes.int64:
      return rawData.length > 0
        ? raw(8, (i) => Number(view.getBigInt64(i, true)))
        : tensor.int64Data.map(Number);
    default:
      return undefined;
  }
}

/** A node's whole number; `otherwise` where it has none of that name. */
export function intOf({ attribute }: NodeProto, name: string, otherwise: number): number {
  const found = attribute.find((one) => one.name === name);
  return found === undefined ? otherwise : Number(found.i);
}

/** A node's whole numbers; undefined where it has none of that name. */
export function intsOf({ attribute }: NodeProto, name: string): number[] | undefined {
  return attribute.find((one) => one.name === name)?.ints.map(Number);
}

/** A node's word; `otherwise` where it has none of that name. */
export function wordOf({ attribute }: NodeProto, name: string, otherwise: string): string {
  const found = attribute.find((one) => one.name === name);
  return found === undefined ? otherwise : String.fromCharCode(...found.s.subarray(0, 100));
}

/** The error for bytes that are not an ONNX file, or a damaged one. */
function brokenFile(what: string, cause?: unknown): InteropError {
  return new InteropError(
    "ERR_RNN_INTEROP_FILE",
    `decodeOnnx: expected an ONNX file, but ${what}.`,
    { cause },
  );
}
