import { describe, expect, test } from "vitest";
import { decodeReview, syntheticReviews } from "../src/index.ts";

const chapter = { skipTop: 20, numWords: 100 };

describe("syntheticReviews", () => {
  test("gives equal reviews for equal seeds, others for others", () => {
    const options = { size: 50, ...chapter };
    const [one, again, other] = [
      syntheticReviews(options),
      syntheticReviews(options),
      syntheticReviews({ ...options, seed: 114 }),
    ];
    expect(one.xTrain.values).toEqual(again.xTrain.values);
    expect(one.yTest.data).toEqual(again.yTest.data);
    expect(one.xTrain.values).not.toEqual(other.xTrain.values);
    expect(one.xTrain.values).not.toEqual(one.xTest.values);
    expect(one.wordIndex).toEqual(other.wordIndex);
  });

  test("has the form of loadData and says that it is synthetic", () => {
    const { xTrain, yTrain, xTest, yTest, source } = syntheticReviews({ size: 1000, seed: 5 });
    expect([xTrain.length, yTrain.shape, xTest.length, yTest.shape]).toEqual([
      1000,
      [1000],
      1000,
      [1000],
    ]);
    expect([...yTrain.data].reduce((a, b) => a + b)).toBe(500);
    expect(xTrain.toArrays().every((row) => row[0] === 1)).toBe(true);
    expect(source).toEqual({ kind: "synthetic", seed: 5 });
  });

  test("takes loadData's options in the same steps", () => {
    const { xTrain } = syntheticReviews({ size: 200, maxlen: 50, ...chapter });
    expect(xTrain.length).toBeGreaterThan(0);
    expect(xTrain.length).toBeLessThan(100);
    expect(Math.max(...xTrain.rowLengths())).toBeLessThan(50);
    expect(xTrain.values.every((id) => id === 2 || (id >= 20 && id < 100))).toBe(true);
    expect(syntheticReviews({ size: 0 }).xTrain.length).toBe(0);
    expect(() => syntheticReviews({ size: 1.5 })).toThrow(RangeError);
    expect(() => syntheticReviews({ path: "x" } as object)).toThrow(/Did you mean/);
  });

  test("has lengths like those of reviews: half of them between 120 and 290 ids", () => {
    const lengths = syntheticReviews({ size: 2000 }).xTrain.rowLengths().sort();
    expect(lengths[500]).toBeGreaterThan(100);
    expect(lengths[1000]).toBeGreaterThan(150);
    expect(lengths[1000]).toBeLessThan(220);
    expect(lengths[1500]).toBeLessThan(310);
    expect(lengths[0]).toBeGreaterThanOrEqual(10);
  });

  test("ranks function words first and words of opinion among 17 to 96", () => {
    const { xTrain, wordIndex } = syntheticReviews({ size: 2000, numWords: 10_000 });
    expect(wordIndex.size).toBe(73 + 8160);
    const counts = new Int32Array(10_000);
    for (const id of xTrain.values) counts[id]++;
    const share = (from: number, to: number): number =>
      counts.subarray(from + 3, to + 4).reduce((a, b) => a + b) / xTrain.values.length;
    expect(share(1, 16)).toBeGreaterThan(0.4);
    expect(share(1, 16)).toBeLessThan(0.7);
    expect(share(17, 73)).toBeGreaterThan(0.2);
    for (const word of ["not", "but", "good", "bad", "boring", "wonderful", "movie"]) {
      expect(wordIndex.get(word)).toBeGreaterThanOrEqual(17);
      expect(wordIndex.get(word)).toBeLessThanOrEqual(96);
    }
  });

  test("cannot be told apart by counting its words: those of both sides are in both classes", () => {
    const { xTrain, yTrain, wordIndex } = syntheticReviews({ size: 2000, numWords: 10_000 });
    const texts = xTrain.toArrays().map((row) => ` ${decodeReview(row, wordIndex)} `);
    for (const label of [0, 1]) {
      const side = texts.filter((_, i) => yTrain.data[i] === label).join();
      expect(side.split(" not bad ").length).toBeGreaterThan(50);
      expect(side.split(" not good ").length).toBeGreaterThan(50);
      expect(side.split(" but ").length).toBeGreaterThan(500);
    }
  });
});
