import { beforeAll, describe, expect, test } from "vitest";
import { occludeWords, TextClassifier, trainTextClassifier } from "../src/index.ts";
import { makeTexts } from "./made-up-texts.ts";
import { randomNetwork, smallClassifier } from "./small-classifier.ts";

const text = "Good film, <b>BAD</b>&nbsp;film; don't!";

describe("occludeWords", () => {
  test("gives each word as it is written, and what the text without it gives", () => {
    const classifier = smallClassifier();
    const { parts, label, className, probability, ...counts } = occludeWords(classifier, text);
    expect(counts).toEqual({ wordCount: 5, wordsPerPart: 1 });
    const found = classifier.classify(text);
    expect({ label, className, probability }).toEqual({
      label: found.label,
      className: found.className,
      probability: found.probability,
    });
    const inOrder = parts.toSorted((a, b) => a.start - b.start);
    expect(inOrder.map((part) => part.text)).toEqual(["Good", "film", "BAD", "film", "don't"]);
    for (const { start, end, probability: without, text: word } of parts) {
      expect(text.slice(start, end)).toBe(word);
      const p = classifier.probability(text.slice(0, start) + text.slice(end));
      expect(without).toBe(label === 1 ? p : 1 - p);
    }
  });

  test("names first what changes the probability most, in either direction", () => {
    const { parts, probability } = occludeWords(smallClassifier(), text);
    const changes = parts.map((part) => Math.abs(part.probability - probability));
    expect(changes).toEqual(changes.toSorted((a, b) => b - a));
    expect(changes[0]).toBeGreaterThan(0.01);
  });

  test("follows the class that is asked for", () => {
    const [of0, of1] = [0, 1].map((label) => occludeWords(smallClassifier(), text, { label }));
    expect([of0.className, of1.className]).toEqual(["0", "1"]);
    expect(of0.probability).toBe(1 - of1.probability);
    expect(of0.parts.map((part) => 1 - part.probability)).toEqual(
      of1.parts.map((part) => expect.closeTo(part.probability, 12) as unknown),
    );
  });

  test("leaves out runs of words in a text of more words than it may ask for", () => {
    const long = Array.from({ length: 11 }, (_, i) => (i % 2 ? "bad" : "good")).join(" ");
    const { parts, wordCount, wordsPerPart } = occludeWords(smallClassifier(), long, {
      mostParts: 4,
    });
    expect([wordCount, wordsPerPart]).toEqual([11, 3]);
    const inOrder = parts.toSorted((a, b) => a.start - b.start);
    expect(inOrder.map((part) => part.text)).toEqual([
      "good bad good",
      "bad good bad",
      "good bad good",
      "bad good",
    ]);
  });

  test("reads texts of any length and script in the calls that 64 texts a call take", () => {
    const classifier = smallClassifier();
    const given: number[] = [];
    const counted = Object.create(classifier) as TextClassifier;
    Object.defineProperty(counted, "probabilities", {
      value: (texts: readonly string[]) => {
        given.push(texts.length);
        return classifier.probabilities(texts);
      },
    });
    occludeWords(counted, "good ".repeat(150));
    expect(given).toEqual([1, 64, 64, 22]);
    given.length = 0;
    occludeWords(counted, "good ".repeat(401));
    expect(given.reduce((sum, texts) => sum + texts)).toBe(1 + 201);
    given.length = 0;
    occludeWords(counted, "good ".repeat(25_000));
    expect(given).toEqual([1, 64, 16]);
  });

  test("keeps the words before and after a word apart, and Chinese ones together", () => {
    const seen: string[] = [];
    const classifier = smallClassifier();
    const spy = Object.create(classifier) as TextClassifier;
    Object.defineProperty(spy, "probabilities", {
      value: (texts: readonly string[]) => {
        seen.push(...texts);
        return classifier.probabilities(texts);
      },
    });
    occludeWords(spy, "so👍good");
    expect(seen).toEqual(["so👍good", "👍good", "so good", "so👍"]);
    seen.length = 0;
    occludeWords(spy, "很好吃");
    expect(seen).toEqual(["很好吃", "好吃", "很吃", "很好"]);
  });

  test.each(["", " ?! "])("has no parts of the text %j", (empty) => {
    const { parts, wordCount } = occludeWords(smallClassifier(), empty);
    expect([parts, wordCount]).toEqual([[], 0]);
  });

  test("refuses other texts, classes and numbers of parts", () => {
    const classifier = smallClassifier();
    const call = (...given: unknown[]) =>
      Reflect.apply(occludeWords, undefined, [classifier, ...given]) as unknown;
    expect(() => call(5)).toThrow("occludeWords: expected text to be a string, got 5");
    expect(() => call("a", { label: 2 })).toThrow(
      "occludeWords: expected label to be a whole number from 0 to 1, got 2",
    );
    expect(() => call("a", { mostParts: 0 })).toThrow(
      "occludeWords: expected mostParts to be a whole number from 1 on, got 0",
    );
    expect(() => call("a", { parts: 5 })).toThrow("occludeWords");
    expect(() => Reflect.apply(occludeWords, undefined, [{}, "a"]) as unknown).toThrow(
      "occludeWords: expected classifier to be a TextClassifier, got Object",
    );
  });
});

describe.each(["rnn", "ngrams", "both"] as const)("occludeWords of a classifier by %s", (model) => {
  let classifier: TextClassifier;
  beforeAll(async () => {
    const options = { model, units: 4, epochs: 6, batchSize: 16, learningRate: 0.02 } as const;
    ({ classifier } = await trainTextClassifier(makeTexts(200, 3, 1), options));
  });

  test("names the word that the class goes by, whose absence no other matches", () => {
    const { className, parts } = occludeWords(classifier, "the film was great in the town");
    expect(className).toBe("c0");
    expect(parts[0].text).toBe("great");
    expect(parts[0].probability).toBeLessThan(parts[1].probability);
    expect(parts[0].probability).toBe(
      classifier.probabilities(["the film was  in the town"]).data[0],
    );
  });
});

test("the chapter's network, which reads other words, is asked for the words of the text as well", () => {
  const network = randomNetwork(3);
  const vocabulary = [null, "great", "dull"];
  const classifier = new TextClassifier({ network, vocabulary, maxlen: 4, lowercase: "ascii" });
  expect(occludeWords(classifier, "“Great”, not DULL").parts).toHaveLength(3);
});
