import { describe, expect, test } from "vitest";
import { GrowingNumbers, numberAt } from "../src/training/growing-numbers.ts";

/** What was pushed, number by number, and the blocks that hold it. */
function growTo(count: number, numberOf: (at: number) => number) {
  const numbers = new GrowingNumbers();
  for (let at = 0; at < count; at++) numbers.push(numberOf(at));
  expect(numbers.length).toBe(count);
  const blocks = numbers.finish();
  let wrong = 0;
  for (let at = 0; at < count; at++) wrong += Number(numberAt(blocks, at) !== numberOf(at));
  expect(wrong).toBe(0);
  return blocks;
}

describe("GrowingNumbers", () => {
  test("keep numbers below 65,536 in 16 bits each, over any number of blocks", () => {
    const blocks = growTo(2 ** 21 + 5, (at) => at % 2 ** 16);
    expect(blocks.map(({ byteLength }) => byteLength)).toEqual([2 ** 21, 2 ** 21, 10]);
  });

  test("take 32 bits from the block on in which a number needs them", () => {
    const blocks = growTo(2 ** 21 + 1, (at) => (at === 2 ** 20 + 7 ? 2 ** 16 : at % 100));
    expect(blocks.map(({ byteLength }) => byteLength)).toEqual([2 ** 21, 2 ** 22, 4]);
  });

  test("hold none, and as many as fill blocks", () => {
    expect(growTo(0, (at) => at)).toEqual([new Uint16Array()]);
    for (const count of [1, 1024, 1025, 2 ** 20]) growTo(count, (at) => at % 9);
  });
});
