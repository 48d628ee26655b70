import { dense, embedding, lstm, Sequential } from "@rnn/model";
import { NgramClassifier } from "@rnn/ngrams";
import { describe, expect, test, vi } from "vitest";
import { combineProbabilities } from "../src/combination/combination.ts";
import { loadTextClassifier, NgramPart, TextClassifier, textFormat2 } from "../src/index.ts";

const texts = ["a good film", "a bad film", "good", "bad"];
const ngrams = new NgramClassifier();
await ngrams.fit(texts, [1, 0, 1, 0]);
const vocabulary = [null, "good", "bad", "film"];
const network = new Sequential([embedding(4, 3), lstm(2), dense(1)]);
const combination = { rnn: 0.5, ngrams: 1.5 };
const reading = { network, vocabulary, maxlen: 5, textFormat: textFormat2 } as const;
const both = new TextClassifier({ ...reading, ngrams: new NgramPart(ngrams, { combination }) });
const unseen = ["Good  film!", "so bad"];

describe("a classifier with n-grams", () => {
  test("predicts by all its parts, or by one of them", () => {
    const [rnn, bag] = (["rnn", "ngrams"] as const).map((model) =>
      both.probabilities(unseen, { model }),
    );
    expect(rnn).toEqual(new TextClassifier(reading).probabilities(unseen));
    expect(bag).toEqual(ngrams.predictProba(unseen));
    expect(both.probabilities(unseen)).toEqual(combineProbabilities(combination, rnn, bag));
  });

  test("gives the probabilities of every model at once, to the bit, each part at work once", () => {
    const temperatures = { rnn: 1.5, ngrams: 0.8, both: 1.2 };
    const parts = { ...reading, ngrams: new NgramPart(ngrams, { combination }), temperatures };
    for (const classifier of [both, new TextClassifier(parts)]) {
      const found = classifier.probabilitiesByModel(unseen);
      for (const model of ["rnn", "ngrams", "both"] as const) {
        expect(found[model]).toEqual(classifier.probabilities(unseen, { model }));
      }
    }
    const predict = vi.spyOn(ngrams, "predictProba");
    both.probabilitiesByModel(unseen);
    expect(predict).toHaveBeenCalledTimes(1);
    predict.mockRestore();
    const alone = new TextClassifier(reading);
    expect(alone.probabilitiesByModel(unseen)).toEqual({ rnn: alone.probabilities(unseen) });
  });

  test("names the n-grams that moved a text's class most", () => {
    expect(both.topNgrams("A ‘good’ film", { count: 1, label: 1 })[0].ngram).toBe("good");
    expect(both.topNgrams("so bad", { count: 1 })[0].weight).toBeGreaterThan(0);
    expect(() => new TextClassifier(reading).topNgrams("good")).toThrow(
      /expected a classifier with n-grams, got one of model "rnn"/,
    );
  });

  test("names an n-gram once, a word and the run of its characters together", () => {
    const text = "a good film";
    const listed = both.topNgrams(text, { count: 1000, label: 1 });
    const names = listed.map(({ ngram }) => ngram);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("good");
    const apart = ngrams.topFeatures(text, { count: 1000, classIndex: 1 });
    const alike = apart.filter(({ ngram }) => ngram.trim() === "good");
    expect(alike.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["words", "characters"]));
    const sum = (all: readonly { weight: number }[]) =>
      all.reduce((to, { weight }) => to + weight, 0);
    const good = listed.find(({ ngram }) => ngram === "good");
    expect(good?.kind).toBe("words");
    expect(good?.weight).toBeCloseTo(sum(alike), 12);
    expect(sum(listed)).toBeCloseTo(sum(apart), 12);
  });

  test("has no network to trace where there are n-grams alone, but the words of a text", () => {
    const alone = new TextClassifier({
      ngrams: new NgramPart(ngrams),
      textFormat: textFormat2,
      classNames: ["down", "up"],
    });
    expect(alone.model).toBe("ngrams");
    expect(alone.classify("Good film!")).toMatchObject({
      className: "up",
      wordCount: 2,
      readCount: 2,
    });
    expect(() => alone.trace("good")).toThrow(
      /expected a classifier with a network, got one of model "ngrams"/,
    );
    expect(() => alone.probabilities(["good"], { model: "rnn" })).toThrow(
      /expected a classifier with a network, got one of model "ngrams"/,
    );
  });

  test("gives classes that its n-grams never saw no chance by them", () => {
    const alone = new TextClassifier({
      ngrams: new NgramPart(ngrams),
      textFormat: textFormat2,
      classNames: ["a", "b", "c"],
    });
    const { data, shape } = alone.probabilities(["good"]);
    expect(shape).toEqual([1, 3]);
    expect(data[2]).toBe(0);
    expect(data[0] + data[1]).toBeCloseTo(1, 12);
    expect(alone.topNgrams("good", { label: 2 })).toEqual([]);
    expect(alone.topNgrams("good", { label: 1, count: 1 })).toHaveLength(1);
    expect(() => alone.topNgrams("good", { label: 3 })).toThrow(
      /^TextClassifier: expected label to be a whole number from 0 to 2, got 3/,
    );
  });

  test("is refused where its parts do not go together", () => {
    const [alone, beside] = [new NgramPart(ngrams), new NgramPart(ngrams, { combination })];
    expect(() => new TextClassifier({ ...reading, ngrams: alone })).toThrow(
      /expected ngrams with a combination beside network/,
    );
    expect(() => new TextClassifier({ ngrams: beside })).toThrow(
      /expected ngrams without a combination where there is no network/,
    );
    expect(() => new TextClassifier({ ngrams: alone, classNames: ["one"] })).toThrow(
      /expected ngrams of at most 1 classes, got 2/,
    );
    expect(() => new NgramPart(ngrams, { combination: { rnn: -1, ngrams: 1 } })).toThrow(
      /expected combination to be { rnn, ngrams }, two numbers from 0 on, got {"rnn":-1,"ngrams":1}/,
    );
    const bag: NgramPart = Object.create(null);
    expect(() => new TextClassifier({ ngrams: bag })).toThrow(/expected ngrams to be an NgramPart/);
  });

  test("loads where all its kinds are given, and says so where one is missing", () => {
    const bytes = both.save();
    const given = { networks: [Sequential], textFormats: [textFormat2], ngrams: NgramPart };
    const loaded = TextClassifier.load(bytes, given);
    expect(loaded.probabilities(unseen)).toEqual(both.probabilities(unseen));
    expect(loaded.ngrams?.combination).toEqual(combination);
    const { ngrams: _, ...withoutNgrams } = given;
    expect(() => TextClassifier.load(bytes, withoutNgrams)).toThrow(
      expect.objectContaining({ code: "ERR_RNN_CLASSIFIER_NGRAMS" }),
    );
    const { networks: __, ...withoutNetworks } = given;
    expect(() => TextClassifier.load(bytes, withoutNetworks)).toThrow(
      expect.objectContaining({ code: "ERR_RNN_CLASSIFIER_NETWORK" }),
    );
    const { textFormats: ___, ...withoutFormats } = given;
    expect(() => TextClassifier.load(bytes, withoutFormats)).toThrow(
      expect.objectContaining({ code: "ERR_RNN_CLASSIFIER_TEXT_FORMAT" }),
    );
  });

  test("notices damage anywhere in its file", () => {
    const bytes = both.save();
    for (let at = 0; at < bytes.length; at += 211) {
      const damaged = bytes.slice();
      damaged[at] ^= 4;
      expect(() => loadTextClassifier(damaged)).toThrow(
        expect.objectContaining({ name: "ClassifierFileError" }),
      );
    }
  });
});
