import { expect, test } from "vitest";
import { widenHalves } from "../src/torch/half-floats.ts";

/** The value of each pattern of bits, as numpy.frombuffer(..., "<f2") has it. */
const halves: readonly (readonly [bits: number, value: number])[] = [
  [0x2817, 0.031951904296875],
  [0xa817, -0.031951904296875],
  [0x0001, 2 ** -24],
  [0x83ff, -1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0x7bff, 65504],
  [0x8000, -0],
  [0xfc00, Number.NEGATIVE_INFINITY],
  [0x7e00, Number.NaN],
];

/** The same as torch.tensor(bits, dtype=torch.int16).view(torch.bfloat16) has it. */
const bfloats: readonly (readonly [bits: number, value: number])[] = [
  [0x3d03, 0.031982421875],
  [0xbd03, -0.031982421875],
  [0x0001, 2 ** -133],
  [0x3f80, 1],
  [0x7f7f, 255 * 2 ** 120],
  [0x8000, -0],
  [0x7f80, Number.POSITIVE_INFINITY],
  [0x7fc0, Number.NaN],
];

test.each([
  ["F16", halves],
  ["BF16", bfloats],
] as const)("floats of 16 bits keep their value: %s", (type, pairs) => {
  const bits = new Uint8Array(Uint16Array.from(pairs, ([pattern]) => pattern).buffer);
  expect([...widenHalves(bits, type)]).toEqual(pairs.map(([, value]) => value));
});
