import { Tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import {
  applyTemperature,
  evaluate,
  fitTemperature,
  loadTextClassifier,
  type TrainTextClassifierOptions,
  trainTextClassifier,
} from "../src/index.ts";
import { calibratePart } from "../src/training/calibrate-part.ts";
import { makeTexts } from "./made-up-texts.ts";

const small = { units: 4, epochs: 3, patience: 3, batchSize: 16, learningRate: 0.02 } as const;

/** Texts of two classes, every fifth of them of the other class than it reads like. */
const noisy = (count: number, seed: number) => {
  const { texts, labels } = makeTexts(count, 2, seed);
  return {
    texts,
    labels: labels.map((label, n) => (n % 5 === 0 ? (label === "c0" ? "c1" : "c0") : label)),
  };
};
const data = noisy(200, 1);
/** Of these a short training is not sure enough. */
const clean = makeTexts(160, 2, 1);
const texts = ["a great film", "a dull film", "", "nothing known of"];

describe("calibration", () => {
  test.each(["rnn", "ngrams"] as const)(
    "lowers the validation loss of %s, keeps the classes, and is in the file",
    async (model) => {
      const options = { ...small, model };
      const raw = await trainTextClassifier(clean, { ...options, calibrate: false });
      const trained = await trainTextClassifier(clean, options);
      expect(trained.uncalibratedProbabilities).toEqual(raw.validationProbabilities);
      expect(trained.evaluation.loss).toBeLessThan(raw.evaluation.loss);
      expect(trained.evaluation.confusion).toEqual(raw.evaluation.confusion);
      const temperature = trained.classifier.temperatures?.[model] ?? 1;
      const labels = trained.validationRows.map((row) => Number(clean.labels[row] === "c1"));
      expect(temperature).toBe(fitTemperature(labels, raw.validationProbabilities));
      const wanted = applyTemperature(raw.classifier.probabilities(texts), temperature);
      const loaded = loadTextClassifier(trained.classifier.save());
      expect(loaded.probabilities(texts)).toEqual(wanted);
      expect(raw.classifier.temperatures).toBeUndefined();
    },
  );

  test("of both together is that of each part, beside the weights that both are put together by", async () => {
    const options = { ...small, model: "both" } as const;
    const raw = await trainTextClassifier(clean, { ...options, calibrate: false });
    const { classifier, evaluations } = await trainTextClassifier(clean, options);
    expect(classifier.probabilities(texts)).toEqual(raw.classifier.probabilities(texts));
    expect(Object.keys(classifier.temperatures ?? {})).toContain("ngrams");
    const losses = [evaluations.ngrams?.loss, raw.evaluations.ngrams?.loss];
    expect(losses[0]).toBeLessThan(losses[1] ?? 0);
  });

  test("leaves a part alone that no temperature makes better on rows that it was not fitted on", () => {
    // Four in five are of class 1, as they say; those of class 0 are all in the first fifth.
    const labels = Int32Array.from({ length: 40 }, (_, row) => Number(row % 5 !== 0));
    const probabilities = new Tensor(new Float64Array(40).fill(0.8), "float64", [40]);
    const found = calibratePart(probabilities, labels);
    expect(found).toEqual({ temperature: undefined, probabilities });
  });
});

describe("a threshold", () => {
  test.each([
    [{ minPrecision: 0.9 }, "precision"],
    [{ minRecall: 0.95 }, "recall"],
  ] as const)("is chosen by the validation rows for %o", async (goal, name) => {
    const trained = await trainTextClassifier(data, { ...small, ...goal, model: "ngrams" });
    const { threshold, classifier, evaluation } = trained;
    expect(classifier.threshold).toBe(threshold?.threshold);
    expect(evaluation.classes[1]).toMatchObject({
      precision: threshold?.precision,
      recall: threshold?.recall,
    });
    const [least] = Object.values(goal);
    expect(threshold?.isReached).toBe((threshold?.[name] ?? 0) >= least);
    const labels = trained.validationRows.map((row) => Number(data.labels[row] === "c1"));
    expect(evaluation).toEqual(
      evaluate(labels, trained.validationProbabilities, {
        threshold: threshold?.threshold ?? 0.5,
      }),
    );
    expect(loadTextClassifier(classifier.save()).threshold).toBe(threshold?.threshold);
  });

  test("that is not asked for is none", async () => {
    const trained = await trainTextClassifier(data, { ...small, model: "ngrams" });
    expect([trained.threshold, trained.classifier.threshold]).toEqual([undefined, undefined]);
  });
});

test("a bound of rejection is kept in the file", async () => {
  const options = { ...small, model: "ngrams", rejectBelow: 0.75 } as const;
  const { classifier } = await trainTextClassifier(data, options);
  expect(loadTextClassifier(classifier.save()).rejectBelow).toBe(0.75);
});

test("beside a threshold the bound may be below a half", async () => {
  const options = { ...small, model: "ngrams", minPrecision: 0.95, rejectBelow: 0.3 } as const;
  const { classifier } = await trainTextClassifier(data, options);
  expect(loadTextClassifier(classifier.save()).rejectBelow).toBe(0.3);
  await expect(trainTextClassifier(data, { ...small, rejectBelow: 0.3 })).rejects.toThrow(
    "expected rejectBelow to be a number from 1/2 to 1, got 0.3",
  );
});

describe("options of the decision are refused before anything is trained:", () => {
  const three = makeTexts(60, 3, 2);
  test.each<[TrainTextClassifierOptions, RegExp]>([
    [
      { rejectBelow: 0.2 },
      /^trainTextClassifier: expected rejectBelow to be a number from 1\/3 to 1, got 0\.2/,
    ],
    [{ rejectBelow: NaN }, /expected rejectBelow to be a number from 1\/3 to 1, got NaN/],
    [
      { minPrecision: 0.95 },
      /expected two classes for minPrecision, got 3\. Leave it out; rejectBelow works/,
    ],
    [{ minRecall: 0.95 }, /expected two classes for minRecall, got 3/],
    [{ minPrecision: 95 }, /expected minPrecision to be a number above 0 and at most 1, got 95/],
    [{ minPrecision: 0.9, minRecall: 0.9 }, /expected minPrecision or minRecall, got both/],
    [{ calibrate: "no" as unknown as boolean }, /expected calibrate to be a boolean, got "no"/],
  ])("%o", async (options, message) => {
    const onStep = (step: string) => {
      if (step.startsWith("fitting")) throw new Error("trained");
    };
    await expect(trainTextClassifier(three, { ...options, onStep })).rejects.toThrow(message);
  });
});
