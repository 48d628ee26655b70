import { fromBinary } from "@bufbuild/protobuf";
import type { LabelledData } from "@rnn/labelled-text";
import { adam, bidirectional, dense, embedding, lstm, Sequential } from "@rnn/model";
import { ModelProtoSchema } from "onnx-buf";
import { describe, expect, test } from "vitest";
import {
  evaluate,
  findTrainingWarnings,
  formatSummary,
  prepareTexts,
  TextClassifier,
} from "../src/index.ts";
import { encodeOnnx } from "../src/onnx.ts";
import { smallVocabulary } from "./small-classifier.ts";

const classNames = ["daily", "farewell", "love"];
const texts = ["a good film", "", "bad bad été", "good bad film good bad film"];

function classifierOf(units: number, names: readonly string[] = classNames): TextClassifier {
  const layers = [embedding(smallVocabulary.length, 4), lstm(3), dense(units)];
  const network = new Sequential(layers, { seed: 5 });
  return new TextClassifier({ network, vocabulary: smallVocabulary, maxlen: 4, classNames: names });
}

describe("a classifier of three classes", () => {
  const classifier = classifierOf(3);

  test("gives the network's probability of each class, to the bit", () => {
    const wanted = (classifier.network as Sequential).predictProba(classifier.input(texts).indices);
    const given = classifier.probabilities(texts);
    expect(given.shape).toEqual([4, 3]);
    expect(given.data).toEqual(wanted.data);
  });

  test("classifies many texts as each alone, to the bit", () => {
    const many = Array.from({ length: 67 }, (_, i) => texts[i % 4]);
    for (const each of [classifier, classifierOf(1, ["bad", "good"])]) {
      expect(each.classifyAll(many, { top: 2 })).toEqual(
        many.map((text) => each.classify(text, { top: 2 })),
      );
      expect(each.classifyAll([])).toEqual([]);
    }
    expect(() => classifier.classifyAll("a" as never)).toThrow(
      /expected a list of texts, got one string/,
    );
  });

  test("names the likeliest class, and the top ones in order", () => {
    const probabilities = [...classifier.probabilities([texts[3]]).data];
    const { className, label, probability, top, readCount, wordCount } = classifier.classify(
      texts[3],
      { top: 2 },
    );
    const sorted = probabilities.toSorted((a, b) => b - a);
    expect(probability).toBe(sorted[0]);
    expect([className, probabilities[label]]).toEqual([classNames[label], probability]);
    expect([readCount, wordCount]).toEqual([4, 6]);
    expect(top?.map((each) => each.probability)).toEqual(sorted.slice(0, 2));
    expect(top?.map((each) => classNames[each.label])).toEqual(top?.map((each) => each.className));
    expect(classifier.classify(texts[0], { top: 9 }).top).toHaveLength(3);
    expect(classifier.classify(texts[0])).not.toHaveProperty("top");
    expect(() => classifier.classify("a", { top: 0 })).toThrow(
      /expected top to be a whole number from 1 on, got 0/,
    );
  });

  test("follows the likeliest class word by word, or the one asked for", () => {
    for (const text of texts) {
      const probabilities = classifier.probabilities([text]).data;
      const { label } = classifier.classify(text);
      const found = classifier.trace(text);
      expect(found.label).toBe(label);
      expect(found.probability).toBeCloseTo(probabilities[label], 12);
      for (const other of classNames.keys()) {
        const { start, words, probability } = classifier.trace(text, { label: other });
        expect(probability).toBeCloseTo(probabilities[other], 12);
        expect(words.at(-1)?.probability ?? start).toBe(probability);
      }
    }
    expect(() => classifier.trace("a", { label: 3 })).toThrow(/whole number from 0 to 2, got 3/);
  });

  test("has no one probability", () => {
    expect(() => classifier.probability("good")).toThrow(
      "TextClassifier: expected two classes for one probability, got 3.",
    );
  });

  test("comes back from its file with equal bits and bytes", () => {
    const bytes = classifier.save();
    const loaded = TextClassifier.load(bytes, { networks: [Sequential] });
    expect(loaded.classNames).toEqual(classNames);
    expect(loaded.probabilities(texts).data).toEqual(classifier.probabilities(texts).data);
    expect(loaded.save()).toEqual(bytes);
  });

  test("is an ONNX file with the names of its classes", () => {
    const { graph, metadataProps } = fromBinary(ModelProtoSchema, encodeOnnx(classifier));
    expect(graph?.output.map(({ name }) => name)).toEqual(["probabilities"]);
    expect(metadataProps.find(({ key }) => key === "class_names")?.value).toBe(
      JSON.stringify(classNames),
    );
  });

  test.each([
    [["a", "b"], /3 different strings, got 2: \["a", "b"\]/],
    [["a", "b", "b"], /3 different strings, got \["a", "b", "b"\]/],
    ["abc", /3 different strings, got "abc"/],
  ])("is refused with the names %j", (names, message) => {
    expect(() => classifierOf(3, names as string[])).toThrow(message);
  });

  test("names its classes by number where it is given no names", () => {
    const { network, vocabulary } = classifier;
    const unnamed = new TextClassifier({ network, vocabulary, maxlen: 4 });
    expect(unnamed.classNames).toEqual(["0", "1", "2"]);
  });
});

test("The softmax of two classes gives the probability of the second, as a sigmoid does", () => {
  const classifier = classifierOf(2, ["ham", "spam"]);
  const both = (classifier.network as Sequential).predictProba(classifier.input(texts).indices);
  expect(classifier.probabilities(texts).toArray()).toEqual(
    (both.toArray() as number[][]).map((row) => row[1]),
  );
  expect(classifier.trace(texts[0]).probability).toBeCloseTo(classifier.probability(texts[0]), 12);
  expect(classifier.trace(texts[0])).not.toHaveProperty("label");
  const { probability } = classifier.trace(texts[0], { label: 0 });
  expect(probability).toBeCloseTo(1 - classifier.probability(texts[0]), 12);
});

test("A classifier of both directions of 77 classes learns what its texts say", async () => {
  const names = Array.from({ length: 77 }, (_, i) => `class ${i}`);
  const words = Array.from({ length: 154 }, (_, i) => `w${i}`);
  const vocabulary = [null, ...words];
  const network = new Sequential(
    [embedding(vocabulary.length, 12), bidirectional(lstm(12)), dense(77)],
    { batchSize: 14, optimizer: adam({ learningRate: 0.02 }) },
  );
  const options = { network, vocabulary, maxlen: 3, classNames: names };
  const classifier = new TextClassifier(options);
  const given = words.map((word, i) => `${word} ${words[(i + 77) % 154]}`);
  const labels = given.map((_, i) => i % 77);
  await network.fit(classifier.input(given).indices, labels, { epochs: 40 });
  const { accuracy, classes } = evaluate(labels, classifier.probabilities(given));
  expect(accuracy).toBe(1);
  expect(classes).toHaveLength(77);
});

/** Texts of three classes, as many of each as given. */
function dataOf(counts: readonly number[]): LabelledData {
  const labels = counts.flatMap((count, label) => Array<number>(count).fill(label));
  const train = {
    texts: labels.map((label, i) => `word${i} of ${label}`),
    labels: Uint8Array.from(labels),
    origins: labels.map((_, i) => `a.csv:${i + 2}`),
  };
  const names = counts.map((_, i) => `class ${i}`);
  return {
    train,
    test: undefined,
    classNames: names,
    description: "a.csv",
    skippedRows: 0,
    remarks: [],
  };
}

describe("the summary of many classes", () => {
  test("counts each, and shows of more than twelve the largest and the smallest", () => {
    const counts = Array.from({ length: 20 }, (_, i) => 100 - i);
    const { summary } = prepareTexts(dataOf(counts), { maxlen: 5 });
    expect(summary.train.classCounts).toEqual(counts);
    const lines = formatSummary(summary).split("\n");
    const from = lines.findIndex((line) => line.startsWith("classes "));
    expect(lines.slice(from, from + 10).map((line) => line.trim().split(/\s{2,}/)[0])).toEqual([
      "classes",
      "class 0",
      "class 1",
      "class 2",
      "class 3",
      "... 12 more",
      "class 16",
      "class 17",
      "class 18",
      "class 19",
    ]);
  });

  test("warns of classes rarer than most, of many in one sentence, and of texts sorted by class", () => {
    const even = Array<number>(77).fill(40);
    const warningsOf = (counts: readonly number[]) =>
      prepareTexts(dataOf(counts), { maxlen: 5, validationSize: 100 }).summary.warnings;
    const codes = (counts: readonly number[]) => warningsOf(counts).map(({ code }) => code);
    expect(codes(even)).not.toContain("rare-class");
    expect(codes(even)).toContain("sorted-by-class");
    const rare = warningsOf([...even, 3]).find(({ code }) => code === "rare-class");
    expect(rare?.message).toMatch(/^The class "class 77" hardly occurs: 3 of 3083 texts\./);
    const many = warningsOf([...even, 3, 3, 2, 3]).find(({ code }) => code === "rare-class");
    expect(many?.message).toMatch(
      /^4 of 81 classes hardly occur, the fewest times "class 79" \(2 of 3091 texts\), "class 77" \(3 of 3091 texts\), "class 78" \(3 of 3091 texts\)\. /,
    );
  });

  test("names every class without a text to train on", () => {
    const { summary } = prepareTexts(dataOf([40, 40, 0, 0]), { maxlen: 5 });
    expect(summary.warnings.map(({ message }) => message)).toContain(
      'Of 2 classes, "class 2", "class 3", there is no text to train on: the network cannot learn them. ' +
        "Give more texts of them, or another --seed for the split.",
    );
  });
});

describe("the warnings of a training on many classes", () => {
  const losses = [1.1, 1.05, 1];
  const scored = (predicted: (label: number) => number) => {
    const labels = Array.from({ length: 90 }, (_, i) => (i < 60 ? 0 : i < 85 ? 1 : 2));
    const rows = labels.map((label) => [0, 1, 2].map((k) => (k === predicted(label) ? 0.8 : 0.1)));
    return { evaluation: evaluate(labels, rows), of: "validation", classNames };
  };
  const find = (predicted: (label: number) => number) =>
    findTrainingWarnings({ losses, valLosses: [] }, scored(predicted));

  test("are none where the classes are told apart", () => {
    expect(find((label) => label)).toEqual([]);
  });

  test("say that one class alone is read, and of which texts more are wanted", () => {
    expect(find(() => 0)).toEqual([
      {
        code: "one-class-predicted",
        message:
          "All 90 validation texts are read as “daily”, right for 60 of them: the network does not tell the " +
          "classes apart. Train for more epochs or with a higher learning rate, or on more texts, above all of " +
          "the rarer classes.",
      },
    ]);
  });

  test("say that the accuracy is hardly above that of the largest class", () => {
    expect(find((label) => (label === 0 ? 0 : 1)).map(({ code }) => code)).toEqual([]);
    expect(find((label) => (label === 2 ? 2 : 0)).map(({ code }) => code)).toEqual([
      "accuracy-near-largest-class",
    ]);
  });
});
