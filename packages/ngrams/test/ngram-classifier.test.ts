import { expect, test } from "vitest";
import { LogisticRegression, NgramClassifier, TfidfVectorizer } from "../src/index.ts";
import { carryBack, logitErrors } from "../src/logistic-loss.ts";
import { concatenateColumns } from "../src/sparse-matrix.ts";
import { runToEnd } from "../src/steps.ts";
import { golden } from "./golden.ts";

const exact = { tol: 1e-10 };

async function fit(labels: readonly number[], options = {}): Promise<NgramClassifier> {
  const classifier = new NgramClassifier({ ...exact, ...options });
  await classifier.fit(golden.texts, labels);
  return classifier;
}

function largestDifference(found: ArrayLike<number>, wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Infinity;
  return Math.max(...wanted.map((value, n) => Math.abs(found[n] - value)));
}

test("two classes get scikit-learn's probabilities within 1e-5", async () => {
  const probabilities = (await fit(golden.y2)).predictProba(golden.new);
  expect(probabilities.shape).toEqual([4]);
  expect(
    largestDifference(
      probabilities.data,
      golden.two.map(([, positive]) => positive),
    ),
  ).toBeLessThan(1e-5);
});

test("three classes get scikit-learn's probabilities within 1e-5", async () => {
  const probabilities = (await fit(golden.y3)).predictProba(golden.new);
  expect(probabilities.shape).toEqual([4, 3]);
  expect(largestDifference(probabilities.data, golden.three.flat())).toBeLessThan(1e-5);
});

test("balanced classes get scikit-learn's probabilities within 1e-5", async () => {
  const classifier = await fit(golden.y3, { classWeight: "balanced" });
  expect(
    largestDifference(classifier.predictProba(golden.new).data, golden.balanced.flat()),
  ).toBeLessThan(1e-5);
});

test("weighted rows get scikit-learn's probabilities within 1e-5", () => {
  const parts = [
    new TfidfVectorizer({ ngramRange: [1, 2], sublinearTf: true }),
    new TfidfVectorizer({ analyzer: "char_wb", ngramRange: [1, 4], sublinearTf: true }),
  ];
  const x = concatenateColumns(parts.map((part) => part.fitTransform(golden.texts)));
  const model = new LogisticRegression({ C: 0.5, tol: 1e-10 });
  model.fit(x, golden.y2, { sampleWeight: [1, 2, 0, 1, 3, 1, 0.5, 1] });
  expect(model.fitted.converged).toBe(true);
  expect(
    largestDifference(
      model.predictProba(x).data,
      golden.weighted.map(([, positive]) => positive),
    ),
  ).toBeLessThan(1e-5);
});

test("a saved classifier predicts the same bits, and is saved to the same bytes", async () => {
  for (const options of [{}, { words: null }, { characters: null, hashBits: 12 }]) {
    const classifier = await fit(golden.y3, options);
    const bytes = classifier.save();
    const loaded = NgramClassifier.load(bytes.buffer);
    expect(loaded.predictProba(golden.new).data).toEqual(classifier.predictProba(golden.new).data);
    expect(loaded.save()).toEqual(bytes);
  }
});

test("the n-grams of a class and of a text come with their weights", async () => {
  const classifier = await fit(golden.y2);
  const [first] = classifier.topFeatures("dull time", { count: 1, classIndex: 0 });
  expect(first.ngram).toBe("dull");
  expect(first.weight).toBeGreaterThan(0);
  expect(classifier.topFeatures("dull time", { classIndex: 1 })[0].weight).toBe(-first.weight);
  const logit = classifier.decisionFunction(["dull time"]).data[0];
  const all = classifier.topFeatures("dull time", { count: 1000, classIndex: 1 });
  const intercept = classifier.decisionFunction([""]).data[0];
  expect(all.reduce((sum, { weight }) => sum + weight, intercept)).toBeCloseTo(logit, 6);
  expect(classifier.topFeatures(1, { count: 3 }).map(({ kind }) => kind)).toHaveLength(3);
});

test("a fit that is aborted leaves the classifier as it was", async () => {
  const classifier = await fit(golden.y2);
  const before = classifier.predictProba(golden.new).data;
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(classifier.fit(golden.texts, golden.y3, { signal })).rejects.toThrow("enough");
  expect(classifier.predictProba(golden.new).data).toEqual(before);
});

test.each<[string, readonly string[], readonly number[], string]>([
  ["labels of another count", ["a", "b"], [1], "a label for each of the 2 rows, got 1 labels"],
  ["a label that is not whole", ["a", "b"], [1, 0.5], "got 0.5 (at [1])"],
  ["one class", ["a", "b"], [1, 1], "rows of two classes or more, got class 1 only"],
  ["no rows", [], [], "rows of two classes or more, got no rows"],
])("%s: an error that says so", async (_, texts, labels, message) => {
  await expect(new NgramClassifier().fit(texts, labels)).rejects.toThrow(message);
});

test("a classifier without n-grams, or before its fit, says so", () => {
  expect(() => new NgramClassifier({ words: null, characters: null })).toThrow("got null for both");
  expect(() => new NgramClassifier().predict(["a"])).toThrow("Call fit or load first.");
  expect(() => new NgramClassifier({ C: 0 })).toThrow("C to be a number above 0, got 0");
});

test("a fit in float32 ends where no derivative in float64 exceeds tol", () => {
  for (const labels of [golden.y2, golden.y3]) {
    const x = new TfidfVectorizer({ ngramRange: [1, 2] }).fitTransform(golden.texts);
    const model = new LogisticRegression({ C: 10, tol: 1e-5 });
    model.fit(x, labels);
    const { classes, coefficients, intercepts, converged } = model.fitted;
    expect(converged).toBe(true);
    const outputs = intercepts.length;
    const rowWeights = new Float64Array(x.rows).fill(1);
    const terms = { labels: Int32Array.from(labels), rowWeights, outputs, width: outputs };
    const p = model.predictProba(x).data;
    const derivatives = runToEnd(carryBack(x, outputs, logitErrors(terms, p, x.rows)));
    coefficients.forEach((weight, n) => {
      derivatives[n] += weight / (10 * x.rows);
    });
    expect(classes).toBeGreaterThan(1);
    expect(Math.max(...derivatives.map(Math.abs))).toBeLessThan(1.01e-5);
  }
});
