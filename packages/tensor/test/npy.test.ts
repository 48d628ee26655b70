import { findPython, runPython } from "@rnn/testing/run-python";
import { describe, expect, test } from "vitest";
import {
  arange,
  type DType,
  decodeNpy,
  encodeNpy,
  FormatError,
  readNpyHeader,
  Tensor,
  tensor,
  zeros,
} from "../src/index.ts";

const python = findPython("numpy");

/** The bytes of a fixture; the header's run of spaces is left out of it. */
function npy(descr: string, order: string, shape: string, hex: string): Uint8Array {
  return npyOf(`{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`, hex);
}

/** An npy file with that header and those elements, padded as numpy.save pads. */
function npyOf(header: string, hex = "", version = 1): Uint8Array {
  const start = version === 1 ? 10 : 12;
  const text = Buffer.from(header, version === 3 ? "utf8" : "latin1");
  const padded = Math.ceil((start + text.length + 1) / 64) * 64 - start;
  const length = Buffer.alloc(start - 8);
  length.writeUIntLE(padded, 0, length.length);
  return Buffer.concat([
    Buffer.from([0x93, ...Buffer.from("NUMPY"), version, 0]),
    length,
    text,
    Buffer.alloc(padded - text.length - 1, " "),
    Buffer.from("\n"),
    Buffer.from(hex, "hex"),
  ]);
}

function codeOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return undefined;
}

describe("decodeNpy", () => {
  test("reads what numpy.save(np.array([[1.5, -2], [3, nan]])) writes", () => {
    const whole = Buffer.from(
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9" +
        "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAA" +
        "AAAAAADAAAAAAAAACEAAAAAAAAD4fw==",
      "base64",
    );
    const decoded = decodeNpy(whole);
    expect(decoded.dtype).toBe("float64");
    expect(decoded.toArray()).toEqual([
      [1.5, -2],
      [3, Number.NaN],
    ]);
    expect(encodeNpy(decoded)).toEqual(new Uint8Array(whole));
  });

  test("reads big-endian numbers: np.array([1, 2, -3], '>i4')", () => {
    const decoded = decodeNpy(npy("'>i4'", "False", "(3,)", "0000000100000002fffffffd"));
    expect(decoded.dtype).toBe("int32");
    expect(decoded.toArray()).toEqual([1, 2, -3]);
  });

  test("reads Fortran order: np.asfortranarray(np.arange(6, dtype='<i2').reshape(2, 3))", () => {
    const bytes = npy("'<i2'", "True", "(2, 3)", "000003000100040002000500");
    const decoded = decodeNpy(bytes);
    expect(decoded.shape).toEqual([2, 3]);
    expect(decoded.strides).toEqual([1, 2]);
    expect(decoded.toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(readNpyHeader(encodeNpy(decoded)).fortranOrder).toBe(true);
  });

  test("reads bool as uint8: np.array([True, False])", () => {
    const decoded = decodeNpy(npy("'|b1'", "False", "(2,)", "0100"));
    expect(decoded.dtype).toBe("uint8");
    expect(decoded.toArray()).toEqual([1, 0]);
  });

  test("reads 64-bit integers beyond 2 ** 53 exactly: np.array([2**53 + 1, -2**63])", () => {
    const bytes = npy("'<i8'", "False", "(2,)", "01000000000020000000000000000080");
    expect(decodeNpy(bytes).toArray()).toEqual([2n ** 53n + 1n, -(2n ** 63n)]);
    const unsigned = npy("'>u8'", "False", "(1,)", "fffffffffffffffe");
    expect(decodeNpy(unsigned).toArray()).toEqual([2n ** 64n - 2n]);
  });

  test("reads the header that Python 2 wrote for 25000 labels: (25000L,)", () => {
    const bytes = npy("'|i1'", "False", "(25000L,)", "00".repeat(25_000));
    expect(decodeNpy(bytes).shape).toEqual([25_000]);
    const third = npyOf("{'descr': '|i1', 'fortran_order': False, 'shape': (1L,)}", "00", 3);
    expect(codeOf(() => decodeNpy(third))).toBe("ERR_RNN_NPY_HEADER");
  });

  test("reads tensors without elements, and without axes", () => {
    expect(decodeNpy(npy("'<f4'", "False", "(0, 3)", "")).toArray()).toEqual([]);
    expect(decodeNpy(npy("'<f4'", "False", "()", "0000803f")).toArray()).toBe(1);
  });

  test("reads keys in any order, both quotes, and no padding", () => {
    const header = `{"shape":(1,),'fortran_order':False,\n"descr":'|u1'}`;
    expect(decodeNpy(npyOf(header, "07", 2)).toArray()).toEqual([7]);
  });

  test("copies: the tensor shares nothing with the bytes, wherever they start", () => {
    const bytes = npy("'<f8'", "False", "(1,)", "000000000000f83f");
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const decoded = decodeNpy(shifted.subarray(3));
    shifted.fill(0);
    expect(decoded.toArray()).toEqual([1.5]);
  });

  test("wants a Uint8Array", () => {
    expect(() => decodeNpy("x" as unknown as Uint8Array)).toThrow(TypeError);
  });
});

describe("decodeNpy refuses", () => {
  const good = npy("'|u1'", "False", "(3,)", "010203");

  test.each([
    ["nothing", "", "ERR_RNN_NPY_TRUNCATED"],
    ["half of the magic", "934e55", "ERR_RNN_NPY_TRUNCATED"],
    ["text", Buffer.from("hello world").toString("hex"), "ERR_RNN_NPY_MAGIC"],
    ["a wrong first byte", "924e554d50590100", "ERR_RNN_NPY_MAGIC"],
    ["a wrong last byte of the magic", "934e554d505a0100", "ERR_RNN_NPY_MAGIC"],
    ["lower case", "936e756d70790100", "ERR_RNN_NPY_MAGIC"],
    ["a zip archive", "504b030414000000", "ERR_RNN_NPY_MAGIC"],
    ["no version", "934e554d5059", "ERR_RNN_NPY_TRUNCATED"],
    ["no length of the header", "934e554d50590100", "ERR_RNN_NPY_TRUNCATED"],
  ])("malformed magic: %s", (_, hex, code) => {
    expect(codeOf(() => decodeNpy(Buffer.from(hex, "hex")))).toBe(code);
  });

  test.each([
    [0, 0],
    [0, 1],
    [1, 1],
    [2, 255],
    [4, 0],
    [255, 255],
  ])("version %i.%i", (major, minor) => {
    const bytes = Uint8Array.from(good);
    bytes.set([major, minor], 6);
    expect(codeOf(() => decodeNpy(bytes))).toBe("ERR_RNN_NPY_VERSION");
  });

  const fields = "'descr': '|u1', 'fortran_order': False, 'shape': (3,)";
  test.each([
    ["a missing key", "{'descr': '|u1', 'shape': (3,)}", "HEADER"],
    ["an extra key", `{${fields}, 'evil': 1}`, "HEADER"],
    ["a key twice", `{${fields}, 'shape': (3,)}`, "HEADER"],
    ["no dict", "('descr',)", "HEADER"],
    ["a call", "__import__('os').system('true')", "HEADER"],
    ["a call as the shape", fields.replace("(3,)", "open('x')").replace(/^.*$/, "{$&}"), "HEADER"],
    ["arithmetic", `{${fields.replace("3", "1 + 2")}}`, "HEADER"],
    ["text after the dict", `{${fields}} 1`, "HEADER"],
    ["an escape", `{${fields.replace("|u1", "\\x7cu1")}}`, "HEADER"],
    ["an unclosed dict", `{${fields}`, "HEADER"],
    ["10,000 brackets", "[".repeat(9_000), "HEADER"],
    ["a shape that is a number", `{${fields.replace("(3,)", "(3)")}}`, "HEADER"],
    ["a shape that is a list", `{${fields.replace("(3,)", "[3]")}}`, "HEADER"],
    ["fortran_order that is a number", `{${fields.replace("False", "0")}}`, "HEADER"],
    ["a negative length", `{${fields.replace("3", "-3")}}`, "SHAPE"],
    ["a length that is True", `{${fields.replace("3", "True")}}`, "SHAPE"],
    ["a length over 2 ** 53", `{${fields.replace("3", "9007199254740993")}}`, "SHAPE"],
    ["a product that overflows", `{${fields.replace("3", "4294967296, 4294967296")}}`, "SHAPE"],
    [
      "an overflow behind a 0",
      `{${fields.replace("3", `0${", 4294967296".repeat(40)}`)}}`,
      "SHAPE",
    ],
    ["65 axes", `{${fields.replace("3", "1, ".repeat(65).slice(0, -2))}}`, "SHAPE"],
    ["more than 2 ** 31 elements", `{${fields.replace("3", "2147483649")}}`, "TRUNCATED"],
    ["float16", `{${fields.replace("|u1", "<f2")}}`, "DTYPE"],
    ["complex numbers", `{${fields.replace("|u1", "<c8")}}`, "DTYPE"],
    ["Python objects", `{${fields.replace("|u1", "|O")}}`, "DTYPE"],
    ["text", `{${fields.replace("|u1", "<U3")}}`, "DTYPE"],
    ["a structured type", `{${fields.replace("'|u1'", "[('a', '<i4')]")}}`, "DTYPE"],
  ])("%s", (_, header, code) => {
    expect(codeOf(() => decodeNpy(npyOf(header, "010203")))).toBe(`ERR_RNN_NPY_${code}`);
  });

  test("a header over 10,000 bytes", () => {
    const header = `{${fields}}${" ".repeat(10_000)}`;
    expect(codeOf(() => decodeNpy(npyOf(header, "010203", 2)))).toBe("ERR_RNN_NPY_HEADER");
  });

  test("a version 3.0 header that is not UTF-8", () => {
    const bytes = Uint8Array.from(npyOf(`{${fields}}`, "010203", 3));
    bytes[20] = 0xff;
    expect(codeOf(() => decodeNpy(bytes))).toBe("ERR_RNN_NPY_HEADER");
  });

  test("a file cut off by 1 byte, and says how many it wanted", () => {
    expect(() => decodeNpy(good.subarray(0, -1))).toThrow(/expected 3 bytes .*, got 2\./);
    expect(codeOf(() => decodeNpy(good.subarray(0, -1)))).toBe("ERR_RNN_NPY_TRUNCATED");
    expect(codeOf(() => decodeNpy(good.subarray(0, 60)))).toBe("ERR_RNN_NPY_TRUNCATED");
  });

  test("bytes after the array", () => {
    const longer = Buffer.concat([good, Buffer.from("x")]);
    expect(codeOf(() => decodeNpy(longer))).toBe("ERR_RNN_NPY_TRAILING");
  });
});

describe("readNpyHeader", () => {
  test("reads the header of an array of objects, whose elements need not be there", () => {
    const bytes = npy("'|O'", "False", "(2, 3)", "");
    expect(readNpyHeader(bytes)).toEqual({
      descr: "|O",
      fortranOrder: false,
      shape: [2, 3],
      dataOffset: 128,
    });
  });
});

describe("encodeNpy", () => {
  test("reads back in versions 1.0, 2.0 and 3.0, elements at a multiple of 64", () => {
    for (const version of ["1.0", "2.0", "3.0"] as const) {
      const bytes = encodeNpy(tensor([1, 2]), { version });
      expect(readNpyHeader(bytes).dataOffset % 64).toBe(0);
      expect(decodeNpy(bytes).toArray()).toEqual([1, 2]);
    }
    expect(() => encodeNpy(zeros(1), { version: "4.0" as "1.0" })).toThrow(RangeError);
  });

  test("writes views in row-major order of what they show", () => {
    const view = arange(12).reshape([3, 4]).slice([0, 3, 2], [3, 0, -2]);
    expect(decodeNpy(encodeNpy(view)).toArray()).toEqual([
      [3, 1],
      [11, 9],
    ]);
    const part = new Tensor(new Float32Array([9, 1, 2]), "float32", [2], [1], 1);
    expect(decodeNpy(encodeNpy(part)).toArray()).toEqual([1, 2]);
  });
});

describe.skipIf(python === undefined)("numpy.save and encodeNpy", () => {
  const descrs = ["f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"];
  const shapes = [
    [],
    [0],
    [1],
    [7],
    [2, 3],
    [3, 0, 2],
    [4, 2, 3],
    [1, 1],
    [5, 1],
    [1, 5],
    [100_000],
  ];
  shapes.push(Array.from({ length: 32 }, () => 1));

  test("write equal bytes for 10 types x 12 shapes, as they are, transposed and strided", () => {
    const script = `
import io, json, sys
import numpy as np
files = []
for descr in ${JSON.stringify(descrs)}:
    for shape in ${JSON.stringify(shapes)}:
        x = np.arange(int(np.prod(shape))).reshape(shape).astype(descr)
        for y in (x, x.T, x[::2] if x.ndim else x):
            file = io.BytesIO()
            np.save(file, y)
            files.append(file.getvalue().hex() if x.size < 1000 else "")
print(json.dumps(files))`;
    const files = JSON.parse(runPython(python, script).toString()) as string[];
    const ours = descrs.flatMap((descr) =>
      shapes.flatMap((shape) => {
        const dtype = dtypeOf(descr);
        const size = shape.reduce((product, length) => product * length, 1);
        const x = arange(size).astype(dtype).reshape(shape);
        const strided = shape.length === 0 ? x : x.slice([null, null, 2]);
        return [x, x.transpose(), strided].map((y) =>
          size < 1000 ? Buffer.from(encodeNpy(y)).toString("hex") : "",
        );
      }),
    );
    expect(ours).toHaveLength(360);
    expect(ours).toEqual(files);
  });

  test("are read by numpy.load in versions 2.0 and 3.0 too", () => {
    const script = `
import io, sys
import numpy as np
print(np.load(io.BytesIO(sys.stdin.buffer.read())).tolist())`;
    for (const version of ["2.0", "3.0"] as const) {
      const bytes = encodeNpy(tensor([[1, 2]]), { version });
      expect(runPython(python, script, bytes).toString()).toBe("[[1.0, 2.0]]\n");
    }
  });
});

function dtypeOf(descr: string): DType {
  const kind = { f: "float", i: "int", u: "uint" }[descr[0]] ?? "";
  return `${kind}${Number(descr[1]) * 8}` as DType;
}
