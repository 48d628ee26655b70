/**
 * Protocol buffers for the few messages of ONNX that a network is made of. Vite puts this in the place of
 * `@bufbuild/protobuf` and `onnx-buf`, whose schemas of all messages would be a tenth of the page; a test
 * compares the bytes with theirs. Numbers and types of fields are those of ONNX's `onnx.proto`.
 */

/** How a field is written: a whole number, text, bytes, a float, a message, and lists of them. */
type Kind = "varint" | "text" | "bytes" | "float" | "packedFloats" | "packedVarints" | Schema;

/** Fields in the order of their numbers. */
type Schema = readonly Field[];
type Field = readonly [name: string, number: number, kind: Kind];

const dimension: Schema = [
  ["dimValue", 1, "varint"],
  ["dimParam", 2, "text"],
];
const tensorType: Schema = [
  ["elemType", 1, "varint"],
  ["shape", 2, [["dim", 1, dimension]]],
];
const valueInfo: Schema = [
  ["name", 1, "text"],
  ["type", 2, [["tensorType", 1, tensorType]]],
];
const tensor: Schema = [
  ["dims", 1, "varint"],
  ["dataType", 2, "varint"],
  ["floatData", 4, "packedFloats"],
  ["int32Data", 5, "packedVarints"],
  ["int64Data", 7, "packedVarints"],
  ["name", 8, "text"],
];
const attribute: Schema = [
  ["name", 1, "text"],
  ["f", 2, "float"],
  ["i", 3, "varint"],
  ["s", 4, "bytes"],
  ["ints", 8, "varint"],
  ["type", 20, "varint"],
];
const node: Schema = [
  ["input", 1, "text"],
  ["output", 2, "text"],
  ["name", 3, "text"],
  ["opType", 4, "text"],
  ["attribute", 5, attribute],
];
const graph: Schema = [
  ["node", 1, node],
  ["name", 2, "text"],
  ["initializer", 5, tensor],
  ["input", 11, valueInfo],
  ["output", 12, valueInfo],
];

/** The model's schema. */
export const ModelProtoSchema: Schema = [
  ["irVersion", 1, "varint"],
  ["producerName", 2, "text"],
  ["graph", 7, graph],
  [
    "opsetImport",
    8,
    [
      ["domain", 1, "text"],
      ["version", 2, "varint"],
    ],
  ],
  [
    "metadataProps",
    14,
    [
      ["key", 1, "text"],
      ["value", 2, "text"],
    ],
  ],
];

/** Types of tensors' elements. */
export const TensorProto_DataType = { FLOAT: 1, INT32: 6, INT64: 7, BOOL: 9 } as const;

/** Types of attributes. */
export const AttributeProto_AttributeType = { INT: 2, STRING: 3, INTS: 7 } as const;

type Message = Readonly<Record<string, unknown>>;

/** The message as it is. */
export function create(_: Schema, message: Message): Message {
  return message;
}

/** The bytes of a message; a field that the schema has not is an error. */
export function toBinary(schema: Schema, message: Message): Uint8Array<ArrayBuffer> {
  const bytes = writeMessage(schema, message);
  return Uint8Array.from(bytes);
}

function writeMessage(schema: Schema, given: Message): number[] {
  const message = openChoice(given);
  const unknown = Object.keys(message).find((key) => schema.every(([name]) => name !== key));
  if (unknown !== undefined) throw new TypeError(`toBinary: expected no field ${unknown}.`);
  const bytes: number[] = [];
  for (const [name, number, kind] of schema) {
    const value = message[name];
    if (value === undefined) continue;
    const isPacked = kind === "packedFloats" || kind === "packedVarints";
    const values = Array.isArray(value) && !isPacked ? value : [value];
    for (const each of values) append(bytes, writeField(number, kind, each));
  }
  return bytes;
}

/** A choice, `{ value: { case, value } }`, as the one field that was chosen. */
function openChoice(message: Message): Message {
  const { value } = message;
  if (typeof value !== "object" || value === null || !("case" in value)) return message;
  const chosen = value as { readonly case: string; readonly value: unknown };
  return { [chosen.case]: chosen.value };
}

function writeField(number: number, kind: Kind, value: unknown): number[] {
  if (kind === "varint") return [...varint(number << 3), ...varint(value as bigint | number)];
  if (kind === "float") return [...varint((number << 3) | 5), ...floatBytes([value as number])];
  const content = contentOf(kind, value);
  const start = [...varint((number << 3) | 2), ...varint(content.length)];
  append(start, content);
  return start;
}

function contentOf(
  kind: Exclude<Kind, "varint" | "float">,
  value: unknown,
): ArrayLike<number> & Iterable<number> {
  if (kind === "text") return new TextEncoder().encode(value as string);
  if (kind === "bytes") return value as Uint8Array;
  if (kind === "packedFloats") return floatBytes(value as readonly number[]);
  if (kind === "packedVarints") return (value as readonly (bigint | number)[]).flatMap(varint);
  return writeMessage(kind, value as Message);
}

function floatBytes(values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  for (const [n, value] of values.entries()) bytes.setFloat32(4 * n, value, true);
  return new Uint8Array(bytes.buffer);
}

/** Seven bits a byte, the lowest first; a negative number as one of 64 bits. */
function varint(value: bigint | number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

/** One by one, since there may be more than a call takes arguments. */
function append(bytes: number[], more: Iterable<number>): void {
  for (const byte of more) bytes.push(byte);
}
