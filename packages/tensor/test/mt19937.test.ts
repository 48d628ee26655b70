import { describe, expect, it } from "vitest";
import { MT19937 } from "../src/random/mt19937.ts";

function words(generator: MT19937, count: number): number[] {
  return Array.from({ length: count }, () => generator.nextUint32());
}

describe("MT19937", () => {
  it("gives NumPy's words for a seed", () => {
    const generator = new MT19937();
    generator.seedByNumber(113);
    // RandomState(113).randint(0, 2**32, 5, dtype="uint32")
    expect(words(generator, 5)).toEqual([3659249829, 529109724, 317413538, 548173386, 3843702636]);
  });

  it("gives the words of the authors' reference program for a list of seeds", () => {
    const generator = new MT19937();
    generator.seedByArray([0x123, 0x234, 0x345, 0x456]);
    // RandomState([0x123, 0x234, 0x345, 0x456]).randint(0, 2**32, 3, dtype="uint32")
    expect(words(generator, 3)).toEqual([1067595299, 955945823, 477289528]);
  });

  it("fills its key from the seed and starts at its end", () => {
    const generator = new MT19937();
    generator.seedByNumber(5);
    // RandomState(5).get_state()
    expect(Array.from(generator.key.subarray(0, 4))).toEqual([
      5, 472231674, 2253902500, 3404394881,
    ]);
    expect(generator.position).toBe(624);
  });

  it("crosses from block to block without a seam", () => {
    const generator = new MT19937();
    generator.seedByNumber(5489);
    // RandomState(5489).randint(0, 2**32, 10000, dtype="uint32")[[622, 623, 624, 625, 9999]]
    const all = words(generator, 10_000);
    expect([622, 623, 624, 625, 9999].map((i) => all[i])).toEqual([
      2227348307, 4020325887, 4178893912, 610818241, 4123659995,
    ]);
  });

  it("takes lists longer than its state", () => {
    const generator = new MT19937();
    generator.seedByArray(Array.from({ length: 1000 }, (_, i) => i));
    // RandomState(range(1000)).randint(0, 2**32, 3, dtype="uint32")
    expect(words(generator, 3)).toEqual([4012946933, 3615799318, 1210851548]);
  });

  it("makes doubles of two words, 27 and 26 bits", () => {
    const generator = new MT19937();
    generator.seedByNumber(0);
    // RandomState(0).random_sample(2)
    expect([generator.nextDouble(), generator.nextDouble()]).toEqual([
      0.5488135039273248, 0.7151893663724195,
    ]);
  });
});
