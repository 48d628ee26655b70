import { findPython, runPython } from "@rnn/testing/run-python";
import { describe, expect, test } from "vitest";
import {
  arange,
  decodeSafetensors,
  encodeSafetensors,
  FormatError,
  ones,
  readSafetensorsHeader,
  tensor,
  zeros,
} from "../src/index.ts";

const python = findPython("safetensors.numpy");

/** A file with that header, its length as given, and `size` bytes of elements. */
function file(header: string | Uint8Array, size = 0, length?: bigint): Uint8Array {
  const text = Buffer.from(header);
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([start, text, Buffer.alloc(size)]);
}

function info(begin: number, end: number, shape: readonly number[], dtype = "F32"): string {
  return JSON.stringify({ dtype, shape, data_offsets: [begin, end] });
}

function codeOf(bytes: Uint8Array): string | undefined {
  try {
    decodeSafetensors(bytes);
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return undefined;
}

/** safetensors.numpy.save({"a": np.array([[1, 2]], "f4"), "b": np.array([7], "u1"), "c": np.array(1.5)}, {"k": "v"}) */
const reference = Buffer.from(
  "c0000000000000007b225f5f6d657461646174615f5f223a7b226b223a2276227d2c2263223a7b226474797065" +
    "223a22463634222c227368617065223a5b5d2c22646174615f6f666673657473223a5b302c385d7d2c2261223a" +
    "7b226474797065223a22463332222c227368617065223a5b312c325d2c22646174615f6f666673657473223a5b" +
    "382c31365d7d2c2262223a7b226474797065223a225538222c227368617065223a5b315d2c22646174615f6f66" +
    "6673657473223a5b31362c31375d7d7d20202020000000000000f83f0000803f0000004007",
  "hex",
);

describe("encodeSafetensors", () => {
  test("writes the bytes of the reference implementation", () => {
    const tensors = {
      a: tensor([[1, 2]], { dtype: "float32" }),
      b: tensor([7], { dtype: "uint8" }),
      c: tensor(1.5),
    };
    const bytes = encodeSafetensors(tensors, { metadata: { k: "v" } });
    expect(Buffer.from(bytes).toString("hex")).toBe(reference.toString("hex"));
  });

  test("gives equal bytes in whatever order tensors and metadata come", () => {
    const [a, b] = [ones([2]), zeros([3], { dtype: "int8" })];
    expect(encodeSafetensors({ a, b }, { metadata: { x: "1", y: "2" } })).toEqual(
      encodeSafetensors({ b, a }, { metadata: { y: "2", x: "1" } }),
    );
  });

  test("reads back every type, no elements, no axes, views, and names such as __proto__ and 10", () => {
    const tensors = {
      ["__proto__"]: tensor([2n ** 63n], { dtype: "uint64" as const }),
      "10": arange(6).reshape([2, 3]).transpose(),
      "": zeros([0, 3]),
      "ä😀\n": tensor(Number.NaN, { dtype: "float32" }),
      i8: tensor([-1], { dtype: "int8" }),
      i16: tensor([-1], { dtype: "int16" }),
      u16: tensor([65_535], { dtype: "uint16" }),
      i32: tensor([-1], { dtype: "int32" }),
      u32: tensor([2 ** 32 - 1], { dtype: "uint32" }),
      i64: tensor([-1n], { dtype: "int64" as const }),
    };
    const { tensors: decoded, metadata } = decodeSafetensors(encodeSafetensors(tensors));
    expect(Object.keys(decoded).sort()).toEqual(Object.keys(tensors).sort());
    for (const [name, expected] of Object.entries(tensors)) {
      expect(decoded[name].dtype).toBe(expected.dtype);
      expect(decoded[name].toArray()).toEqual(expected.toArray());
    }
    expect(Object.keys(metadata)).toEqual([]);
  });

  test("refuses the name __metadata__, half surrogate pairs and metadata that are not strings", () => {
    const x = zeros(1);
    expect(() => encodeSafetensors({ __metadata__: x })).toThrow(RangeError);
    expect(() => encodeSafetensors({ "\ud800": x })).toThrow(RangeError);
    expect(() => encodeSafetensors({ x }, { metadata: { k: "\udc00" } })).toThrow(RangeError);
    const numbers = { k: 1 } as unknown as Record<string, string>;
    expect(() => encodeSafetensors({ x }, { metadata: numbers })).toThrow(TypeError);
  });
});

describe("decodeSafetensors", () => {
  test("reads the file of the reference implementation", () => {
    const { tensors, metadata } = decodeSafetensors(reference);
    expect(Object.keys(tensors)).toEqual(["c", "a", "b"]);
    expect(tensors["a"].toArray()).toEqual([[1, 2]]);
    expect(tensors["c"].toArray()).toBe(1.5);
    expect({ ...metadata }).toEqual({ k: "v" });
  });

  test("reads no tensors, spaces after the header, BOOL, and several tensors of no bytes", () => {
    expect(codeOf(file("{}"))).toBeUndefined();
    expect(codeOf(file("{}      "))).toBeUndefined();
    const header = `{"a":${info(0, 0, [0])},"b":${info(0, 0, [2, 0])},"c":${info(0, 2, [2], "BOOL")}}`;
    expect(decodeSafetensors(file(header, 2)).tensors["c"].dtype).toBe("uint8");
  });

  test("reads metadata of 20 MB, brackets and quotes among them", () => {
    const text = '"[{\\'.repeat(4e6);
    const bytes = encodeSafetensors({ x: zeros(1) }, { metadata: { text } });
    expect(decodeSafetensors(bytes).metadata["text"] === text).toBe(true);
  });

  test("keeps the payload of a NaN", () => {
    const header = `{"a":${info(0, 8, [1], "F64")}}`;
    const bytes = file(header, 8);
    bytes.set([0xef, 0xbe, 0xad, 0xde, 0, 0, 0xf8, 0x7f], bytes.length - 8);
    const { tensors } = decodeSafetensors(bytes);
    expect(encodeSafetensors(tensors).slice(-8)).toEqual(new Uint8Array(bytes.slice(-8)));
  });

  test("copies: the tensors share nothing with the bytes", () => {
    const bytes = Uint8Array.from(reference);
    const { tensors } = decodeSafetensors(bytes);
    bytes.fill(0);
    expect(tensors["a"].toArray()).toEqual([[1, 2]]);
  });
});

describe("decodeSafetensors refuses", () => {
  test.each<[string, Uint8Array, string]>([
    ["fewer than 8 bytes", new Uint8Array(7), "HEADER"],
    ["a header over 100 MB", file("{}", 0, 100_000_001n), "HEADER"],
    ["a length over 2 ** 53", file("{}", 0, 2n ** 64n - 1n), "HEADER"],
    ["a header longer than the file", file("{}", 0, 3n), "TRUNCATED"],
    ["a header of no bytes", file(""), "HEADER"],
    ["a header of no bytes before a {", file("{}", 0, 0n), "HEADER"],
    ["a header that is not UTF-8", file(Uint8Array.of(0x7b, 0xff, 0x7d)), "HEADER"],
    ["a header that is not JSON", file("{]"), "HEADER"],
    ["a space before the header", file(" {}"), "HEADER"],
    ["a null byte after the header", file("{}\0"), "HEADER"],
    ["a header that is a list", file("[]"), "HEADER"],
    ["a tensor that is a number", file('{"a":1}'), "HEADER"],
    ["a missing field", file('{"a":{"dtype":"F32","shape":[]}}', 4), "HEADER"],
    ["an unknown field", file(`{"a":${info(0, 4, [1]).replace("{", '{"x":1,')}}`, 4), "HEADER"],
    ["three offsets", file(`{"a":${info(0, 4, [1]).replace("0,4", "0,2,4")}}`, 4), "HEADER"],
    ["a name of half a surrogate pair", file(`{"\\ud800":${info(0, 4, [1])}}`, 4), "HEADER"],
    ["a key twice", file(`{"a":${info(0, 4, [1])},"a":${info(0, 4, [1])}}`, 4), "DUPLICATE"],
    ["a key in two spellings", file(`{"a":${info(0, 4, [1])},"\\u0061":{}}`, 4), "DUPLICATE"],
    [
      "a field twice",
      file(`{"a":${info(0, 4, [1]).replace("{", '{"shape":[2],')}}`, 4),
      "DUPLICATE",
    ],
    ["two metadata", file('{"__metadata__":{},"__metadata__":{}}'), "DUPLICATE"],
    ["metadata of numbers", file('{"__metadata__":{"a":1}}'), "METADATA"],
    ["metadata that are null", file('{"__metadata__":null}'), "METADATA"],
    ["BF16", file(`{"a":${info(0, 2, [1], "BF16")}}`, 2), "DTYPE"],
    ["F16", file(`{"a":${info(0, 2, [1], "F16")}}`, 2), "DTYPE"],
    ["a shape that does not fit", file(`{"a":${info(0, 4, [2])}}`, 4), "SHAPE"],
    ["a negative length", file(`{"a":${info(0, 4, [-1])}}`, 4), "SHAPE"],
    ["a fraction", file(`{"a":${info(0, 4, [1.5])}}`, 4), "SHAPE"],
    ["a product that overflows", file(`{"a":${info(0, 4, [2 ** 40, 2 ** 40])}}`, 4), "SHAPE"],
    ["bytes that overflow", file(`{"a":${info(0, 8, [2 ** 52], "F64")}}`, 8), "SHAPE"],
    ["offsets that go back", file(`{"a":${info(4, 0, [1])}}`, 4), "SHAPE"],
    ["missing bytes", file(`{"a":${info(0, 4, [1])}}`, 3), "TRUNCATED"],
    ["bytes after the last tensor", file(`{"a":${info(0, 4, [1])}}`, 5), "TRAILING"],
    ["bytes and no tensors", file("{}", 1), "TRAILING"],
    ["a hole", file(`{"a":${info(0, 4, [1])},"b":${info(8, 12, [1])}}`, 12), "HOLE"],
    ["a hole at the start", file(`{"a":${info(4, 8, [1])}}`, 8), "HOLE"],
    ["an overlap", file(`{"a":${info(0, 8, [2])},"b":${info(4, 12, [2])}}`, 12), "OVERLAP"],
    ["one span twice", file(`{"a":${info(0, 4, [1])},"b":${info(0, 4, [1])}}`, 4), "OVERLAP"],
  ])("%s", (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(`ERR_RNN_SAFETENSORS_${code}`);
  });

  test.each(["F16", "BF16", "F8_E4M3"])(
    "a tensor of %s, and says how to read the others",
    (dtype) => {
      const width = dtype.startsWith("F8") ? 1 : 2;
      const half = info(4, 4 + width, [1], dtype);
      const bytes = file(
        `{"a":${info(0, 4, [1])},"b":${half},"c":${info(4 + width, 8 + width, [1])}}`,
        8 + width,
      );
      expect(() => decodeSafetensors(bytes)).toThrow(
        `got ${dtype} (tensor "b"). Read the others with { only: ["a", "c"] }. ` +
          "readSafetensorsHeader says where the bytes of this one lie.",
      );
      const { tensors } = decodeSafetensors(bytes, { only: ["c", "a"] });
      expect(Object.keys(tensors)).toEqual(["a", "c"]);
      const { begin, end } = readSafetensorsHeader(bytes).tensors["b"];
      expect([bytes.length - end, end - begin]).toEqual([4, width]);
    },
  );

  test("a name of only that is not there", () => {
    const bytes = file(`{"a":${info(0, 4, [1])}}`, 4);
    expect(() => decodeSafetensors(bytes, { only: ["b"] })).toThrow(
      'decodeSafetensors: expected a tensor "b", got "a".',
    );
    expect(() => decodeSafetensors(bytes, { only: ["toString"] })).toThrow(FormatError);
  });

  test("half floats whose bytes do not fit, and a type without a name", () => {
    expect(codeOf(file(`{"a":${info(0, 3, [1], "F16")}}`, 3))).toBe("ERR_RNN_SAFETENSORS_SHAPE");
    expect(codeOf(file(`{"a":${info(0, 4, [1], "")}}`, 4))).toBe("ERR_RNN_SAFETENSORS_DTYPE");
  });

  test.each([
    ["lists", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("5 million %s inside each other before it takes their memory", (_, opening, closing) => {
    const count = 5e6 / opening.length;
    const nested = `{"a":${opening.repeat(count)}1${closing.repeat(count)}}`;
    const heapBefore = process.memoryUsage().heapUsed;
    expect(codeOf(file(nested))).toBe("ERR_RNN_SAFETENSORS_HEADER");
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(50e6);
  });

  test("lists and objects in a list", () => {
    for (const inside of ["[]", "{}"]) {
      const shape = info(0, 0, [0]).replace("[0]", `[${inside}]`);
      expect(codeOf(file(`{"a":${shape}}`))).toBe("ERR_RNN_SAFETENSORS_HEADER");
    }
  });

  test("a name of a million letters and a shape of a million lengths, in messages under 2,000", () => {
    const long = "x".repeat(1e6);
    const shape = Array.from({ length: 1e6 }, () => 1);
    for (const header of [`{"${long}":1}`, `{"a":${info(0, 4, shape)}}`]) {
      expect(() => decodeSafetensors(file(header, 4))).toThrow(/^.{1,2000}$/);
    }
  });
});

describe.skipIf(python === undefined)("safetensors.numpy", () => {
  test("reads what encodeSafetensors writes and writes the same bytes", () => {
    const bytes = encodeSafetensors(
      {
        b: ones([3], { dtype: "uint8" }),
        a: arange(6).reshape([2, 3]).transpose(),
        "ä😀\u007f": tensor([1n], { dtype: "int64" }),
        "\uffee": zeros([0], { dtype: "int64" }),
        c: tensor([1], { dtype: "uint64" }),
        d: tensor([1], { dtype: "float32" }),
        e: tensor([1], { dtype: "int32" }),
        f: tensor([1], { dtype: "uint32" }),
        g: tensor([1], { dtype: "int16" }),
        h: tensor([1], { dtype: "uint16" }),
        i: tensor([1], { dtype: "int8" }),
      },
      { metadata: { 'k"\u0001': "v" } },
    );
    const script = `
import sys
from safetensors.numpy import load, save
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(save(load(data), {'k"\\x01': "v"}))`;
    expect(runPython(python, script, bytes).toString("hex")).toBe(
      Buffer.from(bytes).toString("hex"),
    );
  });
});
