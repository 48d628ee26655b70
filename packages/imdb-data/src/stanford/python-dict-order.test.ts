import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pythonDictOrder, pythonStringHash } from "./python-dict-order.ts";

const utf8 = new TextEncoder();

function hash(text: string): bigint {
  const { low, high } = pythonStringHash(utf8.encode(text));
  return (BigInt(high) << 32n) + BigInt(low);
}

function orderWords(words: readonly string[]): string[] {
  return Array.from(pythonDictOrder(words.map((word) => utf8.encode(word))), (i) => words[i]);
}

/** The rules once more, in whole numbers of any size. */
function orderByBigInts(words: readonly string[]): string[] {
  const bits = 2n ** 64n;
  const hashOf = (word: string): bigint => {
    const bytes = [...utf8.encode(word)].map(BigInt);
    if (bytes.length === 0) return 0n;
    let x = bytes[0] << 7n;
    for (const byte of bytes) x = ((1_000_003n * x) % bits) ^ byte;
    x ^= BigInt(bytes.length);
    return x === bits - 1n ? x - 1n : x;
  };
  let slots: (string | undefined)[] = Array.from({ length: 8 });
  const put = (word: string): void => {
    const size = BigInt(slots.length);
    let perturb = hashOf(word);
    let i = perturb % size;
    while (slots[Number(i % size)] !== undefined) {
      i = (5n * i + perturb + 1n) % bits;
      perturb >>= 5n;
    }
    slots[Number(i % size)] = word;
  };
  words.forEach((word, i) => {
    put(word);
    if (3 * (i + 1) < 2 * slots.length) return;
    const entries = slots.filter((slot) => slot !== undefined);
    let size = 8;
    while (size <= (i + 1 > 50_000 ? 2 : 4) * (i + 1)) size *= 2;
    slots = Array.from({ length: size });
    entries.forEach(put);
  });
  return slots.filter((slot) => slot !== undefined);
}

describe("the hash of a byte string", () => {
  test.each([
    ["", 0n],
    // 97 << 7 = 12416; 12416 x 1000003 = 12416037248; ^ 97 = 12416037345; ^ 1 (its length)
    ["a", 12_416_037_344n],
    // CPython 2.7, 64 bits: hash("abc"), hash(u"k\u0131rk".encode("utf-8")) % 2 ** 64, hash("it's") % 2 ** 64
    ["abc", 1_453_079_729_188_098_211n],
    ["kırk", 17_202_202_511_810_021_430n],
    ["it's", 11_954_012_007_261_035_817n],
  ])("of %j is that of Python 2.7", (text, expected) => {
    expect(hash(text)).toBe(expected);
  });
});

describe("the order of a dict", () => {
  test("is nothing for no words", () => {
    expect(orderWords([])).toEqual([]);
  });

  // One letter's hash ends in the bits of letter ^ 1, so in 8 slots a is at 0, b at 3, c at 2, d at 5.
  test("is that of the hashes' lowest bits while no two meet", () => {
    expect(orderWords(["a", "b", "c", "d"])).toEqual(["a", "c", "b", "d"]);
  });

  // "i" belongs at 0 too; its hash ends in 0x68, so its next place is (5 * 0 + 0x68 + 1) % 8 = 1. There "h",
  // whose hash ends in 0x69, moves to (5 * 1 + 0x69 + 1) % 8 = 7.
  test("gives a taken slot's word the next one of its probe", () => {
    expect(orderWords(["a", "i"])).toEqual(["a", "i"]);
    expect(orderWords(["i", "a"])).toEqual(["i", "a"]);
    expect(orderWords(["a", "i", "h", "b"])).toEqual(["a", "i", "b", "h"]);
  });

  // The sixth word fills two thirds of 8 slots; in 32, "i" has slot 8 to itself.
  test("changes where the table grows", () => {
    expect(orderWords(["i", "a", "b", "c", "d"])).toEqual(["i", "a", "c", "b", "d"]);
    expect(orderWords(["i", "a", "b", "c", "d", "e"])).toEqual(["a", "c", "b", "e", "d", "i"]);
  });

  // CPython 2.7: dict.fromkeys("abcdefghij").keys()
  test("is that which Python 2.7 prints", () => {
    expect(orderWords("abcdefghij".split("")).join("")).toBe("acbedgfihj");
  });

  test("is that of the rules in whole numbers of any size, for any words", () => {
    const words = fc.uniqueArray(fc.string({ unit: "binary", maxLength: 6 }), { maxLength: 200 });
    fc.assert(
      fc.property(words, (distinct) => {
        expect(orderWords(distinct)).toEqual(orderByBigInts(distinct));
      }),
      { numRuns: 30 },
    );
  });

  test("grows less from 50,001 words on", () => {
    const words = Array.from({ length: 60_000 }, (_, i) => `w${i}`);
    const joined = orderWords(words).join(" ");
    // The rules in Python: sha256(b" ".join(order(b"w%d" % i for i in range(60000))))
    expect(createHash("sha256").update(joined).digest("hex")).toBe(
      "7c90411e9eb4fb77160b7241b8e559200ffe4908709a66f32d4673461e7c5195",
    );
  });
});
