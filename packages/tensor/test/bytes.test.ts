import { createContext, runInContext } from "node:vm";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  decodeNpy,
  decodeNpz,
  decodeSafetensors,
  encodeNpy,
  encodeNpz,
  encodeSafetensors,
  RandomState,
  readNpyHeader,
  readNpzMembers,
  tensor,
} from "../src/index.ts";

const x = tensor([
  [1, 2],
  [3, 4],
]);
const npy = encodeNpy(x);
const npz = await encodeNpz({ x });
const safetensors = encodeSafetensors({ x });

describe("bytes that are written", () => {
  test("are arrays over an ArrayBuffer, as Blob, Response and crypto.subtle take them", async () => {
    const members = await readNpzMembers(npz);
    expectTypeOf(npy).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expectTypeOf(npz).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expectTypeOf(safetensors).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expectTypeOf(members).toEqualTypeOf<Map<string, Uint8Array<ArrayBuffer>>>();
    expectTypeOf(new RandomState(0).bytes(3)).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expect(new Blob([npy, npz, safetensors]).size).toBe(
      npy.length + npz.length + safetensors.length,
    );
    expect(new RandomState(0).bytes(3).buffer.byteLength).toBe(3);
  });
});

const readers: Record<string, (bytes: Uint8Array | ArrayBuffer) => unknown> = {
  decodeNpy: (bytes) => decodeNpy(bytes).toArray(),
  readNpyHeader: (bytes) => readNpyHeader(bytes),
  decodeNpz: async (bytes) => (await decodeNpz(bytes))["x"].toArray(),
  readNpzMembers: async (bytes) => [...(await readNpzMembers(bytes)).keys()],
  decodeSafetensors: (bytes) => decodeSafetensors(bytes).tensors["x"].toArray(),
};

describe.each(Object.entries(readers))("%s", (name, read) => {
  const file = /Npz/.test(name) ? npz : name === "decodeSafetensors" ? safetensors : npy;

  test("reads an ArrayBuffer as it reads a Uint8Array", async () => {
    expect(await read(file.slice().buffer)).toEqual(await read(file));
  });

  test("reads the bytes of another context of the host", async () => {
    const context = createContext({ numbers: [...file] });
    const foreign = runInContext("Uint8Array.from(numbers)", context) as Uint8Array;
    expect(foreign).not.toBeInstanceOf(Uint8Array);
    expect(await read(foreign)).toEqual(await read(file));
    expect(await read(foreign.buffer as ArrayBuffer)).toEqual(await read(file));
  });

  test.each<[unknown, string]>([
    ["x.npy", 'got "x.npy". Read the file first.'],
    [undefined, "got undefined."],
    [[1, 2], "got Array."],
    [new Float32Array(2), "got Float32Array. Wrap other arrays"],
  ])("refuses %j", async (value, got) => {
    const call = async (): Promise<unknown> => read(value as Uint8Array);
    await expect(call()).rejects.toThrow(
      `${name}: expected bytes to be a Uint8Array or an ArrayBuffer, ${got}`,
    );
    await expect(call()).rejects.toThrow(TypeError);
  });
});
