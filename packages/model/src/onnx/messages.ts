/** The few messages of ONNX that graphs are made of. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Tensor } from "@rnn/tensor";
import {
  type AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type GraphProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type TypeProtoSchema,
  type ValueInfoProtoSchema,
} from "onnx-buf";

/** A graph. */
export type GraphInit = MessageInitShape<typeof GraphProtoSchema>;
/** A node of a graph. */
export type NodeInit = MessageInitShape<typeof NodeProtoSchema>;
/** A constant tensor. */
export type TensorInit = MessageInitShape<typeof TensorProtoSchema> & { name: string };
/** An attribute of a node. */
export type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>;
type TypeInit = MessageInitShape<typeof TypeProtoSchema>;
type ValueInit = MessageInitShape<typeof ValueInfoProtoSchema>;

/** A tensor's numbers as float32, in its shape. */
export function floats(name: string, tensor: Tensor): TensorInit {
  const dims = tensor.shape.map(BigInt);
  const floatData = Array.from(tensor.contiguous().data, Number);
  return { name, dataType: DataType.FLOAT, dims, floatData };
}

/** One float32, without axes. */
export function float(name: string, value: number): TensorInit {
  return { name, dataType: DataType.FLOAT, dims: [], floatData: [value] };
}

/** One int32, without axes. */
export function int32(name: string, value: number): TensorInit {
  return { name, dataType: DataType.INT32, dims: [], int32Data: [value] };
}

/** int64 numbers `[length]`, as axes and shapes are given. */
export function int64s(name: string, values: readonly number[]): TensorInit {
  return {
    name,
    dataType: DataType.INT64,
    dims: [BigInt(values.length)],
    int64Data: values.map(BigInt),
  };
}

/** An attribute that is a whole number. */
export function intAttribute(name: string, i: number): AttributeInit {
  return { name, type: AttributeType.INT, i: BigInt(i) };
}

/** An attribute that is a list of whole numbers. */
export function intsAttribute(name: string, values: readonly number[]): AttributeInit {
  return { name, type: AttributeType.INTS, ints: values.map(BigInt) };
}

/** An attribute that is a word of ASCII. */
export function wordAttribute(name: string, word: string): AttributeInit {
  const s = Uint8Array.from(word, (letter) => letter.charCodeAt(0));
  return { name, type: AttributeType.STRING, s };
}

/** An input or output; axes are lengths, or the names of those that are open. */
export function valueOf(
  name: string,
  type: "float32" | "int32",
  axes: readonly (number | string)[],
): ValueInit {
  const elemType = type === "float32" ? DataType.FLOAT : DataType.INT32;
  const dim = axes.map((axis) => ({
    value:
      typeof axis === "number"
        ? { case: "dimValue" as const, value: BigInt(axis) }
        : { case: "dimParam" as const, value: axis },
  }));
  const tensorType: TypeInit = {
    value: { case: "tensorType", value: { elemType, shape: { dim } } },
  };
  return { name, type: tensorType };
}

/** What `Cast` makes of numbers. */
export const castTo = { int32: DataType.INT32, bool: DataType.BOOL } as const;
