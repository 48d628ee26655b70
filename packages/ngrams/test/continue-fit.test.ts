import { describe, expect, test } from "vitest";
import { NgramClassifier, type NgramClassifierOptions } from "../src/index.ts";
import { golden } from "./golden.ts";

const exact = { tol: 1e-10 };
const more = ["what a great new story", "dull beyond words", "new words, great words"];

async function fit(
  texts: readonly string[],
  labels: readonly number[],
  options: NgramClassifierOptions = {},
  from?: NgramClassifier,
): Promise<NgramClassifier> {
  const classifier = new NgramClassifier({ ...exact, ...options });
  await classifier.fit(texts, labels, from ? { from } : {});
  return classifier;
}

describe("fit from another classifier", () => {
  test("keeps its n-grams and counts, adds those of the further texts, and needs no text again", async () => {
    const from = await fit(golden.texts, golden.y2);
    const before = from.save();
    const next = await fit(more, [1, 0, 1], {}, from);
    expect(from.save()).toEqual(before);
    const all = await fit([...golden.texts, ...more], [...golden.y2, 1, 0, 1]);
    expect(next.features).toBe(all.features);
    const names = (classifier: NgramClassifier) =>
      classifier.topFeatures(1, { count: 10_000 }).map(({ ngram, kind }) => `${kind} ${ngram}`);
    expect(names(next).sort()).toEqual(names(all).sort());
    // With no coefficient to be held to, what it knows is the same as of all texts.
    expect(next.decisionFunction(["xyz"]).shape).toEqual([1]);
  });

  test("is where the loss of the further texts and the distance from the old coefficients balance", async () => {
    const from = await fit(golden.texts, golden.y2, { words: [1, 1], characters: null, C: 2 });
    const next = await fit(
      golden.texts,
      golden.y2,
      { words: [1, 1], characters: null, C: 2 },
      from,
    );
    // d/dW: sum (p - y) x + (W - W0) / C = 0, of texts and n-grams that are the same; the idf is too, but for the 1s.
    const weightOf = (classifier: NgramClassifier) =>
      new Map(
        classifier.topFeatures(1, { count: 1000 }).map(({ ngram, weight }) => [ngram, weight]),
      );
    const [was, is] = [weightOf(from), weightOf(next)];
    expect([...is.keys()].sort()).toEqual([...was.keys()].sort());
    const p = next.predictProba(golden.texts).data;
    // Texts that are seen once more are read more surely, and no more surely than twice the steps allow.
    golden.y2.forEach((label, row) => {
      const [old] = [from.predictProba([golden.texts[row]]).data[0]];
      expect(label ? p[row] - old : old - p[row]).toBeGreaterThan(0);
    });
  });

  test("of one text that is read rightly already changes little, and of one read wrongly as much as it takes", async () => {
    const from = await fit(golden.texts, golden.y2);
    const sure = golden.texts[golden.y2.indexOf(1)];
    const same = await fit([sure], [1], {}, from);
    const other = await fit([sure], [0], {}, from);
    const [was, is, turned] = [from, same, other].map((each) => each.predictProba([sure]).data[0]);
    expect(is).toBeGreaterThan(was);
    expect(turned).toBeLessThan(0.5);
  });

  test("adds classes, also where the further texts are of one alone", async () => {
    const times = <T>(all: readonly T[]) => [...all, ...all, ...all, ...all];
    const from = await fit(times(golden.texts), times(golden.y2));
    const next = await fit(["a song", "song of songs", "singing a song"], [2, 2, 2], {}, from);
    expect(next.classes).toBe(3);
    expect(next.predict(["the song"]).toArray()).toEqual([2]);
    expect(next.predict(golden.texts).toArray()).toEqual(golden.y2);
    const four = await fit(["cat", "cats", "dog"], [3, 3, 2], {}, next);
    expect(four.classes).toBe(4);
    expect(four.predict(["cat", "the song"]).toArray()).toEqual([3, 2]);
    expect(NgramClassifier.load(four.save()).save()).toEqual(four.save());
  });

  test("of two classes that become three keeps the probabilities of both where nothing is new", async () => {
    const from = await fit(golden.texts, golden.y2);
    const next = await fit(["zzzz"], [2], {}, from);
    const [of2, of3] = [from, next].map((each) => each.predictProba(golden.texts).data);
    golden.texts.forEach((_, row) => {
      const [p0, p1] = [of3[3 * row], of3[3 * row + 1]];
      expect(p1 / (p0 + p1)).toBeCloseTo(of2[row], 1);
    });
  });

  test("counts by hashes as well", async () => {
    const options = { hashBits: 12 };
    const from = await fit(golden.texts, golden.y2, options);
    const next = await fit(more, [1, 0, 1], options, from);
    expect(next.features).toBe(from.features);
    expect(next.predict(more).toArray()).toEqual([1, 0, 1]);
  });

  test("keeps n-grams that minDf left in, and takes new ones by it", async () => {
    const options = { words: [1, 1] as const, characters: null, minDf: 2 };
    const from = await fit(["a film", "a film", "one story"], [0, 0, 1], options);
    const next = await fit(["new story", "new days"], [1, 0], options, from);
    expect(
      next
        .topFeatures(1, { count: 9 })
        .map(({ ngram }) => ngram)
        .sort(),
    ).toEqual(["a", "film", "new"]);
  });

  test("refuses a classifier of other n-grams, or one that is not fitted", async () => {
    const from = await fit(golden.texts, golden.y2, { words: null });
    await expect(fit(more, [1, 0, 1], {}, from)).rejects.toThrow(
      "fit: expected from to have words: [1,2], as this classifier has, got null.",
    );
    await expect(fit(more, [1, 0, 1], {}, new NgramClassifier(exact))).rejects.toThrow(
      "expected a fitted classifier",
    );
  });
});
