import { deflateRawSync } from "node:zlib";
import { findPython, runPython } from "@rnn/testing/run-python";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arange,
  decodeNpz,
  encodeNpy,
  encodeNpz,
  FormatError,
  readNpyHeader,
  readNpzMembers,
  tensor,
  zeros,
} from "../src/index.ts";
import { type Forged, forge, threeNumbers } from "./forged-zip.ts";

const python = findPython("numpy");

async function codeOf(bytes: Uint8Array, options: { maxBytes?: number } = {}) {
  try {
    await decodeNpz(bytes, options);
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return undefined;
}

describe("decodeNpz", () => {
  test("reads np.savez(f, x=np.arange(3, dtype='i4'), y=np.array(1.5))", async () => {
    const bytes = Buffer.from(
      "UEsDBC0AAAAAAAAAIQAC7L2p//////////8FABQAeC5ucHkBABAAjAAAAAAAAACMAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxpNCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgzLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAEAAAACAAAAUEsDBC0AAAAAAAAAIQApdonr//////////8FABQAeS5ucHkBABAAiAAAAAAAAACIAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAAA+D9QSwECLQMtAAAAAAAAACEAAuy9qYwAAACMAAAABQAAAAAAAAAAAAAAgAEAAAAAeC5ucHlQSwECLQMtAAAAAAAAACEAKXaJ64gAAACIAAAABQAAAAAAAAAAAAAAgAHDAAAAeS5ucHlQSwUGAAAAAAIAAgBmAAAAggEAAAAA",
      "base64",
    );
    const { x, y } = await decodeNpz(bytes);
    expect(x.dtype).toBe("int32");
    expect(x.toArray()).toEqual([0, 1, 2]);
    expect(y.toArray()).toBe(1.5);
  });

  test("reads np.savez_compressed(f, x=np.arange(300, dtype='i4') % 3)", async () => {
    const bytes = Buffer.from(
      "UEsDBC0AAAAIAAAAIQCpfmHp//////////8FABQAeC5ucHkBABAAMAUAAAAAAABZAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TaaKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsYGBjqaOgq1CmQDLgYgYARiJgYIGGWPskfZo+zBygYAUEsBAi0DLQAAAAgAAAAhAKl+YelZAAAAMAUAAAUAAAAAAAAAAAAAAIABAAAAAHgubnB5UEsFBgAAAAABAAEAMwAAAJAAAAAAAA==",
      "base64",
    );
    const { x } = await decodeNpz(bytes);
    expect(x.toArray()).toEqual(Array.from({ length: 300 }, (_, i) => i % 3));
  });

  test("reads an empty archive, stored and deflated members, zip64 sizes and data descriptors", async () => {
    expect(Object.keys(await decodeNpz(forge([])))).toEqual([]);
    const bytes = forge([
      { name: "a.npy" },
      { name: "b.npy", method: 8 },
      { name: "c.npy", zip64: true },
      { name: "d.npy", method: 8, descriptor: true },
      { name: "folder/e.npy" },
    ]);
    const arrays = await decodeNpz(bytes);
    expect(Object.keys(arrays)).toEqual(["a", "b", "c", "d", "folder/e"]);
    for (const array of Object.values(arrays)) expect(array.toArray()).toEqual([1, 2, 3]);
    const comment = Buffer.from("a harmless comment");
    expect(Object.keys(await decodeNpz(forge([{ name: "a.npy" }], { comment })))).toEqual(["a"]);
  });

  test("holds names such as __proto__ and constructor as any other", async () => {
    const bytes = forge([{ name: "__proto__.npy" }, { name: "constructor.npy" }]);
    const arrays = await decodeNpz(bytes);
    expect(Object.keys(arrays)).toEqual(["__proto__", "constructor"]);
    expect(arrays["toString"]).toBeUndefined();
    expect(Object.keys(await decodeNpz(await encodeNpz(arrays)))).toEqual(Object.keys(arrays));
  });

  test("names the member that is not an array of numbers", async () => {
    const bytes = forge([{ name: "a.npy", data: Buffer.from("hello world") }]);
    await expect(decodeNpz(bytes)).rejects.toThrow(/member "a": readNpyHeader: expected an npy/);
    expect(await codeOf(bytes)).toBe("ERR_RNN_NPY_MAGIC");
  });

  test("leaves out a member of text by only, and says so where it is asked for", async () => {
    // np.savez(f, x=np.array([1, 2], dtype="u1"), words=np.array(["ab", "c"]), y=np.array([3], dtype="u1"))
    const words = Buffer.from(encodeNpy(zeros([16], { dtype: "uint8" })));
    words.write("{'descr': '<U2', 'fortran_order': False, 'shape': (2,), } ", 10, "latin1");
    const halves = Buffer.from(encodeNpy(zeros([16], { dtype: "uint8" })));
    halves.write("{'descr': '<f2', 'fortran_order': False, 'shape': (8,), } ", 10, "latin1");
    const bytes = forge([
      { name: "x.npy", data: encodeNpy(tensor([1, 2], { dtype: "uint8" })) },
      { name: "words.npy", data: words },
      { name: "halves.npy", data: halves },
      { name: "y.npy", data: encodeNpy(tensor([3], { dtype: "uint8" })) },
    ]);
    await expect(decodeNpz(bytes)).rejects.toThrow(
      /^decodeNpz: member "words": .*got descr '<U2'\..* Read the others with \{ only: \["x", "y"\] \}\. readNpzMembers returns the bytes of this one\.$/,
    );
    await expect(decodeNpz(bytes, { only: ["words"] })).rejects.toThrow(
      "Save it as one of these types. readNpzMembers returns the bytes of this one.",
    );
    const { x, y } = await decodeNpz(bytes, { only: ["x", "y"] });
    expect([x.toArray(), y.toArray()]).toEqual([[1, 2], [3]]);
    expect((await readNpzMembers(bytes, { only: ["words"] })).get("words")).toEqual(
      Uint8Array.from(words),
    );
    await expect(decodeNpz(bytes, { only: ["z"] })).rejects.toThrow('expected a member "z"');
  });

  test("wants a Uint8Array and a maxBytes that is a number from 0 on", async () => {
    await expect(decodeNpz("x" as unknown as Uint8Array)).rejects.toThrow(TypeError);
    await expect(decodeNpz(forge([]), { maxBytes: Number.NaN })).rejects.toThrow(RangeError);
  });
});

describe("decodeNpz refuses", () => {
  const packed = deflateRawSync(threeNumbers);
  const flipped = Uint8Array.from(threeNumbers, (byte, i) => (i === 140 ? byte ^ 1 : byte));
  const bomb = encodeNpy(zeros([2 ** 20], { dtype: "uint8" }));
  const inner = forge([{ name: "b.npy" }]);
  const fakeEnd = Buffer.from(forge([{ name: "b.npy" }]));

  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "FORMAT"],
    ["other bytes", Buffer.from("hello world, no zip archive is here"), "FORMAT"],
    ["an npy file", threeNumbers, "FORMAT"],
    ["bytes before the archive", forge([{ name: "a.npy" }], { prefix: "#!/bin/sh\n" }), "FORMAT"],
    ["a wrong CRC, stored", forge([{ name: "a.npy", crc: 1 }]), "CRC"],
    ["a wrong CRC, deflated", forge([{ name: "a.npy", crc: 1, method: 8 }]), "CRC"],
    ["a flipped bit, stored", forge([{ name: "a.npy", packed: flipped }]), "CRC"],
    [
      "broken deflate data",
      forge([{ name: "a.npy", method: 8, packed: Buffer.alloc(9, 255) }]),
      "DATA",
    ],
    [
      "deflate data cut off",
      forge([{ name: "a.npy", method: 8, packed: packed.subarray(0, 40) }]),
      "CRC",
    ],
    ["a size too small, deflated", forge([{ name: "a.npy", method: 8, size: 100 }]), "SIZE"],
    ["a size too large, deflated", forge([{ name: "a.npy", method: 8, size: 200 }]), "CRC"],
    ["a size too small, stored", forge([{ name: "a.npy", size: 100 }]), "SIZE"],
    ["a size too large, stored", forge([{ name: "a.npy", size: 200 }]), "SIZE"],
    [
      "a size that deflate cannot reach",
      forge([{ name: "a.npy", method: 8, size: 2 ** 30 }]),
      "SIZE",
    ],
    [
      "a size of 2 ** 52 in zip64",
      forge([{ name: "a.npy", method: 8, size: 2 ** 52, zip64: true }]),
      "SIZE",
    ],
    [
      "bytes after the deflate data",
      forge([{ name: "a.npy", method: 8, packed: Buffer.concat([packed, packed]) }]),
      "DATA",
    ],
    [
      "a member inside another one",
      forge([
        { name: "a.npy", data: inner },
        { name: "b.npy", at: 35 },
      ]),
      "OVERLAP",
    ],
    ["two names for one member", forge([{ name: "a.npy" }, { name: "b.npy", at: 0 }]), "FORMAT"],
    ["a name twice", forge([{ name: "a.npy" }, { name: "a.npy" }]), "DUPLICATE"],
    ["a local name that differs", forge([{ name: "a.npy", localName: "b.npy" }]), "FORMAT"],
    ["an encrypted member", forge([{ name: "a.npy", flags: 1 }]), "ENCRYPTED"],
    ["an unknown method", forge([{ name: "a.npy", method: 12 }]), "METHOD"],
    ["deflate64", forge([{ name: "a.npy", method: 9 }]), "METHOD"],
    ["a name with ..", forge([{ name: "../a.npy" }]), "NAME"],
    ["a name with .. inside", forge([{ name: "x/../../a.npy" }]), "NAME"],
    ["a name with .. and backslashes", forge([{ name: "..\\a.npy" }]), "NAME"],
    ["an absolute name", forge([{ name: "/a.npy" }]), "NAME"],
    ["a drive", forge([{ name: "C:a.npy" }]), "NAME"],
    ["a null character in a name", forge([{ name: "a\0.npy" }]), "NAME"],
    ["a folder", forge([{ name: "folder/", data: Buffer.alloc(0) }]), "NAME"],
    ["a folder by its attributes", forge([{ name: "a.npy", externalAttributes: 16 }]), "NAME"],
    ["a member that is not a npy file by its name", forge([{ name: "a.txt" }]), "NAME"],
    ["an archive in the comment", forge([{ name: "a.npy" }], { comment: fakeEnd }), "FORMAT"],
    [
      "bytes after the archive",
      Buffer.concat([forge([{ name: "a.npy" }]), Buffer.from("x")]),
      "FORMAT",
    ],
  ])("%s", async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(`ERR_RNN_NPZ_${code}`);
  });

  test("members that inflate to more than maxBytes together, before it inflates any", async () => {
    const bytes = forge([
      { name: "a.npy", data: bomb, method: 8 },
      { name: "b.npy", data: bomb, method: 8, crc: 1 },
    ]);
    expect(bytes.length).toBeLessThan(5000);
    expect(await codeOf(bytes, { maxBytes: 2 * bomb.length - 1 })).toBe("ERR_RNN_NPZ_LIMIT");
    expect(await codeOf(bytes, { maxBytes: 2 * bomb.length })).toBe("ERR_RNN_NPZ_CRC");
  });

  test("a bomb that declares a small size, at that size", async () => {
    const bytes = forge([{ name: "a.npy", data: bomb, method: 8, size: 1000 }]);
    expect(await codeOf(bytes, { maxBytes: 1000 })).toBe("ERR_RNN_NPZ_SIZE");
  });

  test("100,000 members, and reads a few hundred", async () => {
    const members = (count: number): Forged[] =>
      Array.from({ length: count }, (_, i) => ({ name: `${i}.npy` }));
    expect(await codeOf(forge(members(100_000)))).toBe("ERR_RNN_NPZ_LIMIT");
    expect(Object.keys(await decodeNpz(forge(members(300))))).toHaveLength(300);
  });

  test("an archive cut off at any byte", async () => {
    const bytes = forge([{ name: "a.npy", method: 8 }, { name: "b.npy" }]);
    const codes = [];
    for (let length = 0; length < bytes.length; length++) {
      codes.push(await codeOf(bytes.subarray(0, length)));
    }
    expect(codes).not.toContain(undefined);
  });
});

describe("readNpzMembers", () => {
  test("gives the bytes of each member, or only of those asked for", async () => {
    const bytes = forge([
      { name: "a.npy" },
      { name: "b.npy", crc: 1 },
      { name: "c.npy", method: 8 },
    ]);
    const members = await readNpzMembers(bytes, { only: ["c", "a"] });
    expect([...members.keys()]).toEqual(["a", "c"]);
    expect(members.get("c")).toEqual(threeNumbers);
    await expect(readNpzMembers(bytes)).rejects.toThrow(FormatError);
  });

  test("counts only the members asked for towards maxBytes", async () => {
    const bytes = forge([{ name: "a.npy" }, { name: "b.npy" }]);
    const options = { maxBytes: threeNumbers.length };
    expect((await readNpzMembers(bytes, { ...options, only: ["b"] })).size).toBe(1);
    await expect(readNpzMembers(bytes, options)).rejects.toMatchObject({
      code: "ERR_RNN_NPZ_LIMIT",
    });
  });

  test("names a member that is missing", async () => {
    await expect(readNpzMembers(forge([{ name: "a.npy" }]), { only: ["b"] })).rejects.toMatchObject(
      { code: "ERR_RNN_NPZ_MISSING", message: /"b"/ },
    );
  });
});

describe("encodeNpz", () => {
  test("reads back stored and deflated, in the order of the record", async () => {
    const tensors = { b: arange(1000), a: zeros([0, 2]), "": tensor(1), "x/é": tensor([2]) };
    for (const compress of [false, true]) {
      const bytes = await encodeNpz(tensors, { compress });
      const decoded = await decodeNpz(bytes);
      expect(Object.keys(decoded)).toEqual(["b", "a", "", "x/é"]);
      expect(decoded["b"].toArray()).toEqual(tensors.b.toArray());
      expect(decoded["a"].shape).toEqual([0, 2]);
    }
    expect(Object.keys(await decodeNpz(await encodeNpz({})))).toEqual([]);
  });

  test("gives equal bytes for equal tensors", async () => {
    const [first, second] = [await encodeNpz({ x: arange(9) }), await encodeNpz({ x: arange(9) })];
    expect(first).toEqual(second);
  });

  test.each(["../x", "/x", "a//x", "./x", "..\\x", "C:x", "x\0", "\ud800"])(
    "refuses the name %j",
    async (name) => {
      await expect(encodeNpz({ [name]: zeros(1) })).rejects.toThrow(RangeError);
    },
  );

  test("takes every name that the reader takes", async () => {
    const names = fc.string({ unit: fc.constantFrom("a", ".", "/", "\\", ":", "\0", "é") });
    const property = fc.asyncProperty(names, async (name) => {
      const bytes = await encodeNpz({ [name]: zeros(1) }).catch((error: unknown) => {
        if (error instanceof RangeError) return undefined;
        throw error;
      });
      return bytes === undefined || name in (await decodeNpz(bytes));
    });
    await expect(fc.assert(property, { numRuns: 300 })).resolves.toBeUndefined();
  });
});

describe.skipIf(python === undefined)("numpy.savez and numpy.load", () => {
  test("read what encodeNpz writes, stored and deflated", async () => {
    const script = `
import io, sys
import numpy as np
with np.load(io.BytesIO(sys.stdin.buffer.read())) as f:
    print({name: (f[name].dtype.str, f[name].tolist()) for name in f.files})`;
    const tensors = {
      x: arange(4).reshape([2, 2]).transpose(),
      é: tensor([7], { dtype: "int64" }),
    };
    for (const compress of [false, true]) {
      const bytes = await encodeNpz(tensors, { compress });
      expect(runPython(python, script, bytes).toString()).toBe(
        "{'x': ('<f8', [[0.0, 2.0], [1.0, 3.0]]), 'é': ('<i8', [7])}\n",
      );
    }
  });

  test("write what decodeNpz reads, stored and deflated", async () => {
    for (const save of ["savez", "savez_compressed"]) {
      const script = `
import sys, io
import numpy as np
f = io.BytesIO()
np.${save}(f, x=np.arange(10000.).reshape(100, 100), y=np.array([True]), z=np.zeros((3, 0)))
sys.stdout.buffer.write(f.getvalue())`;
      const { x, y, z } = await decodeNpz(runPython(python, script));
      expect(x.at(99, 98)).toBe(9998);
      expect(y.toArray()).toEqual([1]);
      expect(z.shape).toEqual([3, 0]);
    }
  });

  test("wrote objects: the members are read, the arrays are not", async () => {
    const script = `
import sys, io
import numpy as np
f = io.BytesIO()
np.savez(f, x=np.array([[1], [1, 2]], dtype=object))
sys.stdout.buffer.write(f.getvalue())`;
    const bytes = runPython(python, script);
    expect(await codeOf(bytes)).toBe("ERR_RNN_NPY_DTYPE");
    const members = await readNpzMembers(bytes);
    expect(readNpyHeader(members.get("x") ?? new Uint8Array()).descr).toBe("|O");
  });
});
