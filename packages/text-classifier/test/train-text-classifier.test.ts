import { describe, expect, test } from "vitest";
import {
  decodeTrainingCheckpoint,
  encodeTrainingCheckpoint,
  evaluate,
  loadTextClassifier,
  type TrainingCheckpoint,
  trainTextClassifier,
} from "../src/index.ts";
import { makeTexts } from "./made-up-texts.ts";

const small = { units: 4, epochs: 3, patience: 3, batchSize: 16, learningRate: 0.02 } as const;
const data = makeTexts(160, 2, 1);
describe("trainTextClassifier", () => {
  test("gives a classifier that tells the classes apart, and how it did on the rows kept apart", async () => {
    const trained = await trainTextClassifier(data, { ...small, model: "both" });
    const { classifier, evaluation, baseline, evaluations, history, validationRows } = trained;
    expect(classifier.classNames).toEqual(["c0", "c1"]);
    expect(classifier.classify("the film was great").className).toBe("c0");
    expect(classifier.classify("the film was dull").className).toBe("c1");
    expect(validationRows).toHaveLength(32);
    expect(evaluation.count).toBe(32);
    const labels = validationRows.map((row) => Number(data.labels[row] === "c1"));
    expect(evaluation).toEqual(evaluate(labels, trained.validationProbabilities));
    expect(evaluations.both).toEqual(evaluation);
    expect(evaluations.ngrams).toEqual(baseline);
    expect(history.valLosses).toHaveLength(3);
    expect(history.valLosses[history.bestEpoch - 1]).toBe(Math.min(...history.valLosses));
    const raw = await trainTextClassifier(data, { ...small, model: "both", calibrate: false });
    const best = history.valLosses[history.bestEpoch - 1];
    expect(raw.evaluations.rnn?.loss).toBeCloseTo(best, 6);
    expect(evaluations.rnn?.loss).toBeLessThanOrEqual(raw.evaluations.rnn?.loss ?? 0);
  });

  test("names the differences of the accuracies, as the evaluations have them, within their intervals", async () => {
    const { differences, evaluations } = await trainTextClassifier(data, small);
    expect(differences.map(({ first, second }) => `${first} - ${second}`)).toEqual([
      "rnn - ngrams",
      "both - ngrams",
      "both - rnn",
    ]);
    for (const { first, second, difference, low, high } of differences) {
      const [a, b] = [evaluations[first]?.accuracy ?? 0, evaluations[second]?.accuracy ?? 0];
      expect(difference).toBeCloseTo(a - b, 12);
      expect(low).toBeLessThanOrEqual(difference);
      expect(high).toBeGreaterThanOrEqual(difference);
    }
  });

  test("takes whichever has the lowest validation loss", async () => {
    const { classifier, evaluation, evaluations } = await trainTextClassifier(data, small);
    const losses = Object.values(evaluations).map(({ loss }) => loss);
    expect(losses).toHaveLength(3);
    expect(evaluation.loss).toBe(Math.min(...losses));
    expect(evaluations[classifier.model]).toEqual(evaluation);
  });

  test.each(["rnn", "ngrams", "both"] as const)(
    "keeps the model %s in a file that predicts the same",
    async (model) => {
      const { classifier } = await trainTextClassifier(data, { ...small, model });
      expect(classifier.model).toBe(model);
      const loaded = loadTextClassifier(classifier.save());
      expect(loaded.model).toBe(model);
      const texts = ["a great film", "a dull film", "", "nothing known of"];
      expect(loaded.probabilities(texts)).toEqual(classifier.probabilities(texts));
      expect(loaded.save()).toEqual(classifier.save());
    },
  );

  test("tells any number of classes apart", async () => {
    const many = makeTexts(300, 5, 2);
    const options = { ...small, epochs: 8, model: "both" } as const;
    const { classifier, evaluation } = await trainTextClassifier(many, options);
    expect(classifier.probabilities(["so dull", "so loud"]).shape).toEqual([2, 5]);
    expect(classifier.classify("the film was noisy").className).toBe("c4");
    expect(evaluation.confusion).toHaveLength(5);
    expect(evaluation.accuracy).toBeGreaterThan(0.7);
  });

  test("gives equal bytes for equal texts and options, and takes labels by number as well", async () => {
    const options = { ...small, model: "both" } as const;
    const once = await trainTextClassifier(data, options);
    const labels = data.labels.map((name) => Number(name === "c1"));
    const classNames = ["c0", "c1"];
    const again = await trainTextClassifier({ ...data, labels }, { ...options, classNames });
    expect(again.classifier.save()).toEqual(once.classifier.save());
  });

  test("resumes an interrupted training to equal bytes, in either stage", async () => {
    const options = { ...small, model: "both" } as const;
    const whole = await trainTextClassifier(data, options);
    const expected = { bytes: whole.classifier.save(), ...figures(whole) };
    for (const stage of ["validation", "refit"] as const) {
      const controller = new AbortController();
      let last: TrainingCheckpoint | undefined;
      const interrupted = trainTextClassifier(data, {
        ...options,
        signal: controller.signal,
        onEpochEnd: (event) => {
          if (event.stage === stage) controller.abort(new Error("enough"));
        },
        onCheckpoint: (checkpoint) => {
          last = checkpoint;
        },
      });
      await expect(interrupted).rejects.toThrow("enough");
      if (last === undefined) throw new Error("no checkpoint");
      expect(last.first !== undefined).toBe(stage === "refit");
      const resume = decodeTrainingCheckpoint(encodeTrainingCheckpoint(last));
      const resumed = await trainTextClassifier(data, { ...options, resume });
      expect({ bytes: resumed.classifier.save(), ...figures(resumed) }).toEqual(expected);
    }
  });

  test("gives equal bytes by any number of threads, and resumes with another number", async () => {
    const options = { ...small, model: "rnn" } as const;
    const { classifier } = await trainTextClassifier(data, options);
    const controller = new AbortController();
    let resume: TrainingCheckpoint | undefined;
    const interrupted = trainTextClassifier(data, {
      ...options,
      engine: { kind: "wasm", threads: 2 },
      signal: controller.signal,
      onEpochEnd: () => controller.abort(new Error("enough")),
      onCheckpoint: (checkpoint) => {
        resume = checkpoint;
      },
    });
    await expect(interrupted).rejects.toThrow("enough");
    if (resume === undefined) throw new Error("no checkpoint");
    const resumed = await trainTextClassifier(data, { ...options, resume });
    expect(resumed.classifier.save()).toEqual(classifier.save());
  });

  test("refuses a checkpoint of other options, and bytes that are no checkpoint", async () => {
    let last: TrainingCheckpoint | undefined;
    const onCheckpoint = (checkpoint: TrainingCheckpoint) => {
      last = checkpoint;
    };
    await trainTextClassifier(data, { ...small, model: "rnn", epochs: 1, onCheckpoint });
    if (last === undefined) throw new Error("no checkpoint");
    const other = trainTextClassifier(data, { ...small, model: "rnn", units: 5, resume: last });
    await expect(other).rejects.toThrow(/expected a checkpoint of the same texts and options/);
    const bytes = encodeTrainingCheckpoint(last);
    bytes[bytes.length - 1] ^= 1;
    expect(() => decodeTrainingCheckpoint(bytes)).toThrow(/its checksum differs/);
  });

  test("validates with texts that are given, and trains on all others without a refit", async () => {
    const validation = makeTexts(40, 2, 7);
    const options = { ...small, model: "rnn", calibrate: false } as const;
    const trained = await trainTextClassifier({ ...data, validation }, options);
    expect(trained.evaluation.count).toBe(40);
    expect(trained.refitted).toBe(false);
    expect(trained.validationRows).toEqual(validation.texts.map((_, row) => row));
    const probabilities = trained.classifier.probabilities(validation.texts);
    const labels = validation.labels.map((name) => Number(name === "c1"));
    // The same network; other roundings, since the classifier reads padded rows.
    expect(evaluate(labels, probabilities).loss).toBeCloseTo(trained.evaluation.loss, 6);
  });

  test("trains the parts once more on all rows", async () => {
    const words = {
      texts: [...data.texts, "the gem", "a gem"],
      labels: [...data.labels, "c0", "c0"],
    };
    const { classifier, refitted } = await trainTextClassifier(words, { ...small, model: "rnn" });
    expect(refitted).toBe(true);
    // Once in either part at most, so that only all rows make it known.
    expect(classifier.vocabulary).toContain("gem");
  });

  test("takes class weights, balanced ones too", async () => {
    const rows = data.labels
      .map((_, row) => row)
      .filter((row) => data.labels[row] === "c0" || row < 40);
    const rare = {
      texts: rows.map((row) => data.texts[row]),
      labels: rows.map((row) => data.labels[row]),
    };
    const text = ["the sea of the story"];
    const options = { ...small, model: "both" } as const;
    const [plain, balanced] = [
      await trainTextClassifier(rare, options),
      await trainTextClassifier(rare, { ...options, classWeight: "balanced" }),
    ].map(({ classifier }) => classifier.probabilities(text).data[0]);
    expect(balanced).toBeGreaterThan(plain);
  });

  test("weighs texts in training: those of weight 0 are as good as not there", async () => {
    const odd = {
      texts: ["the sea was great", "great sea", "sea great the"],
      labels: ["c1", "c1", "c1"],
    };
    const texts = [...data.texts, ...odd.texts];
    const labels = [...data.labels, ...odd.labels];
    const probabilityOf = async (weight: number, model: "rnn" | "ngrams") => {
      const weights = labels.map((_, row) => (row < data.labels.length ? 1 : weight));
      const { classifier } = await trainTextClassifier(
        { texts, labels, weights },
        { ...small, model },
      );
      return classifier.probability("great sea");
    };
    for (const model of ["rnn", "ngrams"] as const) {
      expect(await probabilityOf(30, model)).toBeGreaterThan(await probabilityOf(0, model));
    }
  });

  test("reads characters where words are seldom seen again", async () => {
    const random = Array.from({ length: 200 }, (_, row) => row);
    const texts = random.map(
      (row) => `${row % 2 ? "ka" : "to"}${row}${row % 3 ? "mi" : "su"}${row}`,
    );
    const labels = random.map((row) => row % 2);
    const { classifier, missedShare } = await trainTextClassifier({ texts, labels }, small);
    expect(missedShare).toBeGreaterThan(0.9);
    expect(classifier.tokens).toBe("characters");
    expect(classifier.classify("ka7mi7").label).toBe(1);
  });

  test("chooses the n-grams by the validation rows, also where a class is rare among thousands of rows", async () => {
    const count = 6000;
    const texts = Array.from({ length: count }, (_, row) => `text ${row % 97} of ${row % 31}`);
    const labels = texts.map((_, row) => (row === 1234 || row === 4321 ? "rare" : `c${row % 2}`));
    const { classifier } = await trainTextClassifier({ texts, labels }, { model: "ngrams" });
    expect(classifier.probabilities(["text 1 of 2"]).shape).toEqual([1, 3]);
    const given = { words: [1, 1], characters: null, C: 2 } as const;
    const fixed = await trainTextClassifier(data, { model: "ngrams", ngrams: given });
    expect(fixed.classifier.ngrams?.classifier.options).toMatchObject({ ...given, minDf: 1 });
  });

  test("rejects with the signal's reason before it has begun to train", async () => {
    const signal = AbortSignal.abort(new Error("not now"));
    await expect(trainTextClassifier(data, { ...small, signal })).rejects.toThrow("not now");
  });

  test.each([
    [
      { texts: ["a"], labels: [0, 1] },
      {},
      "expected as many labels as texts, and at least one, got 2 labels and 1 texts",
    ],
    [
      { texts: ["a", "b"], labels: ["x"] },
      {},
      "expected as many labels as texts, and at least one, got 1 labels and 2 texts",
    ],
    [undefined, {}, "expected { texts, labels }, got undefined"],
    [{ texts: ["a", "b"] }, {}, "expected labels to be a list of classes, got undefined"],
    [{ ...data, weight: [1] }, {}, "got weight. Did you mean weights?"],
    [{ ...data, validation: ["a"] }, {}, "expected validation.texts to be a list of strings"],
    [
      { texts: ["a", "b"], labels: ["x", "x"] },
      {},
      'expected labels of two classes or more, got "x" alone',
    ],
    [{ texts: ["a", "b"], labels: [0, 2.5] }, {}, "expected labels[1] to be a class from 0 to"],
    [{ texts: "ab", labels: [0, 1] }, {}, 'expected texts to be a list of strings, got "ab"'],
    [
      data,
      { model: "tree" },
      'expected model to be "rnn" or "ngrams" or "both" or "auto", got "tree"',
    ],
    [data, { dropout: 1 }, "expected dropout to be a number below 1, got 1"],
    [
      data,
      { validationSize: 160 },
      "expected validationSize below the 160 texts there are, got 160",
    ],
    [data, { classWeight: [1] }, 'expected classWeight to be "balanced" or 2 numbers from 0 on'],
    [data, { classNames: ["c0", "d"] }, 'expected labels[1] to be the name of a class, got "c1"'],
    [
      { ...data, weights: [1] },
      {},
      "expected as many weights as texts, got 1 weights and 160 texts",
    ],
    [
      { ...data, weights: data.texts.map(() => -1) },
      {},
      "expected weights[0] to be a number from 0 on, got -1",
    ],
    [data, { epoch: 1 }, "Did you mean epochs?"],
  ])("refuses what does not fit: %#", async (texts, options, message) => {
    await expect(trainTextClassifier(texts as never, options as never)).rejects.toThrow(message);
  });
});

function figures(trained: Awaited<ReturnType<typeof trainTextClassifier>>) {
  const { losses, valLosses, bestEpoch } = trained.history;
  return { losses, valLosses, bestEpoch, evaluation: trained.evaluation };
}
