import { tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { compareModels, trainTextClassifier } from "../src/index.ts";
import { makeTexts } from "./made-up-texts.ts";

describe("compareModels", () => {
  const labels = Array.from({ length: 200 }, (_, n) => n % 2);
  /** Probabilities that are wrong in the first rows. */
  const wrongIn = (rows: number) =>
    tensor(labels.map((y, n) => (y === Number(n >= rows) ? 0.8 : 0.2)));

  test("gives the difference of accuracies with an interval around it", () => {
    const { evaluations, differences } = compareModels(labels, {
      rnn: wrongIn(40),
      ngrams: wrongIn(20),
    });
    expect([evaluations.rnn?.accuracy, evaluations.ngrams?.accuracy]).toEqual([0.8, 0.9]);
    const [{ first, second, difference, low, high }] = differences;
    expect([first, second]).toEqual(["rnn", "ngrams"]);
    expect(difference).toBeCloseTo(-0.1, 12);
    // Twice the standard error of a tenth of the rows, 0.042, to either side.
    expect(low).toBeCloseTo(-0.142, 1);
    expect(high).toBeCloseTo(-0.058, 1);
    expect(low).toBeLessThan(high);
  });

  test("gives equal intervals for equal seeds, and none for one part alone", () => {
    const parts = { rnn: wrongIn(40), ngrams: wrongIn(38), both: wrongIn(35) };
    expect(compareModels(labels, parts)).toEqual(compareModels(labels, parts, { seed: 42 }));
    expect(compareModels(labels, parts).differences).toHaveLength(3);
    expect(compareModels(labels, { rnn: wrongIn(3) }).differences).toEqual([]);
    expect(() => compareModels(labels, parts, { seed: -1 })).toThrow(/seed to be a whole number/);
  });
});

describe("trainTextClassifier", () => {
  test("tells what the texts have decided before it trains, then of each batch and epoch", async () => {
    const calls: string[] = [];
    const data = makeTexts(100, 3, 1);
    const { validationRows, classifier } = await trainTextClassifier(data, {
      model: "rnn",
      epochs: 1,
      units: 4,
      batchSize: 40,
      onPrepared: async (plan) => {
        await Promise.resolve();
        expect(plan.tokens).toBe("words");
        expect(plan.trainCount).toBe(80);
        expect(plan.validationRows).toHaveLength(20);
        expect(plan.vocabulary[0]).toBeNull();
        calls.push(`prepared ${plan.maxlen}`);
      },
      onBatchEnd: ({ stage, samples }) => calls.push(`${stage} ${samples}`),
      onEpochEnd: ({ stage, epoch }) => calls.push(`${stage} epoch ${epoch}`),
    });
    expect(validationRows).toHaveLength(20);
    expect(calls).toEqual([
      `prepared ${classifier.maxlen}`,
      "validation 40",
      "validation 80",
      "validation epoch 1",
      "refit 40",
      "refit 80",
      "refit 100",
      "refit epoch 1",
    ]);
  });
});
