import { bidirectional, dense, embedding, lstm, Sequential } from "@rnn/model";
import { NgramClassifier } from "@rnn/ngrams";
import { padSequences } from "@rnn/preprocess";
import { RaggedTensor, RandomState, Tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import {
  applyTemperature,
  changeDecision,
  type Decision,
  loadTextClassifier,
  NgramPart,
  TextClassifier,
  textFormat2,
} from "../src/index.ts";
import { padIds } from "../src/pad-ids.ts";
import { smallClassifier } from "./small-classifier.ts";

const two = smallClassifier();
const layers = [embedding(7, 4, { maskZero: true }), bidirectional(lstm(3)), dense(3)];
const three = smallClassifier({ network: new Sequential(layers), classNames: ["a", "b", "c"] });
const texts = ["good film", "", "bad bad bad", "été don't"];
const logit = (p: number) => Math.log(p / (1 - p));

const bag = new NgramClassifier();
await bag.fit(["a good film", "a bad film", "good", "bad"], [1, 0, 1, 0]);

describe("temperatures", () => {
  test("divide the logits of two classes", () => {
    const calibrated = changeDecision(two, { temperatures: { rnn: 2.5 } });
    for (const text of texts) {
      const wanted = 1 / (1 + Math.exp(-logit(two.probability(text)) / 2.5));
      expect(calibrated.probability(text)).toBeCloseTo(wanted, 12);
    }
  });

  test("divide the logits of more classes, which still sum to 1 in the same order", () => {
    const calibrated = changeDecision(three, { temperatures: { rnn: 0.3 } });
    for (const text of texts) {
      const [before] = three.probabilities([text]).toArray() as number[][];
      const [after] = calibrated.probabilities([text]).toArray() as number[][];
      const powers = before.map((p) => p ** (1 / 0.3));
      const sum = powers.reduce((a, b) => a + b);
      for (const [k, p] of after.entries()) expect(p).toBeCloseTo(powers[k] / sum, 12);
      expect(calibrated.classify(text).className).toBe(three.classify(text).className);
    }
  });

  test("stay finite at probabilities of 0 and 1, however low or high they are", () => {
    const sure = new Tensor(Float64Array.of(0, 1, 1e-300, 0.5), "float64", [4]);
    for (const temperature of [Number.MIN_VALUE, 1e-3, 1e3, Number.MAX_VALUE]) {
      const { data } = applyTemperature(sure, temperature);
      expect([...data.subarray(0, 2), data[3]]).toEqual([0, 1, 0.5]);
    }
    const row = new Tensor(Float64Array.of(0, 1e-200, 1), "float64", [1, 3]);
    expect([...applyTemperature(row, 1e-6).data]).toEqual([0, 0, 1]);
    expect(applyTemperature(row, 1e6).data[1]).toBeCloseTo(0.5, 3);
  });

  test("are each part's own, and the trace ends at the network's", () => {
    const ngrams = new NgramPart(bag, { combination: { rnn: 0.5, ngrams: 1.5 } });
    const { network, vocabulary, maxlen } = two;
    const options = { network, vocabulary, maxlen, textFormat: textFormat2, ngrams };
    const raw = new TextClassifier(options);
    const calibrated = new TextClassifier({ ...options, temperatures: { rnn: 3, ngrams: 0.5 } });
    for (const [model, temperature] of [
      ["rnn", 3],
      ["ngrams", 0.5],
    ] as const) {
      const wanted = applyTemperature(raw.probabilities(texts, { model }), temperature);
      expect(calibrated.probabilities(texts, { model })).toEqual(wanted);
    }
    // The weights of both have their temperatures in them.
    expect(calibrated.probabilities(texts)).toEqual(raw.probabilities(texts));
    const [ofNetwork] = calibrated.probabilities(texts.slice(0, 1), { model: "rnn" }).data;
    expect(calibrated.trace(texts[0]).probability).toBe(ofNetwork);
  });
});

describe("a threshold", () => {
  const p = two.probability("good film");

  test("gives the second class above it alone, with the probability of the class given", () => {
    const at = (threshold: number) => changeDecision(two, { threshold }).classify("good film");
    expect(at(p)).toMatchObject({ label: 0, probability: 1 - p });
    expect(at(p - 1e-9)).toMatchObject({ label: 1, probability: p });
  });

  test("puts the class given first among the likeliest", () => {
    const threshold = p < 0.5 ? 0 : 1;
    const { label, top = [] } = changeDecision(two, { threshold }).classify("good film", {
      top: 2,
    });
    expect(top.map((each) => each.label)).toEqual([label, 1 - label]);
    expect(top[0].probability).toBeLessThan(top[1].probability);
  });
});

describe("a bound of rejection", () => {
  test("rejects the texts whose class is less probable, and no other", () => {
    const all = three.classifyAll(texts);
    const [lowest, ...others] = all.map(({ probability }) => probability).sort((a, b) => a - b);
    const strict = changeDecision(three, { rejectBelow: others[0] }).classifyAll(texts);
    expect(strict.map(({ rejected }) => rejected)).toEqual(
      all.map(({ probability }) => probability === lowest),
    );
    // Which class it would be is still said.
    expect(strict.map(({ className }) => className)).toEqual(all.map(({ className }) => className));
    expect(all.every((found) => !("rejected" in found))).toBe(true);
  });

  test("goes by the probability of the class that a threshold gives", () => {
    const p = two.probability("good film");
    const [low, high] = [Math.min(p, 1 - p), Math.max(p, 1 - p)];
    const decision = { threshold: p > 0.5 ? 1 : 0, rejectBelow: 0.5 };
    const found = changeDecision(two, decision).classify("good film");
    expect(found).toMatchObject({ probability: low, rejected: true });
    expect(changeDecision(two, { rejectBelow: high }).classify("good film").rejected).toBe(false);
  });
});

describe("a decision", () => {
  const decision = { temperatures: { rnn: 1.25 }, threshold: 0.625, rejectBelow: 0.75 };

  test("is kept in the file", () => {
    const decided = changeDecision(two, decision);
    const loaded = TextClassifier.load(decided.save());
    expect(loaded).toMatchObject(decision);
    expect(loaded.classifyAll(texts)).toEqual(decided.classifyAll(texts));
    expect(loaded.save()).toEqual(decided.save());
    const ofNgrams = new TextClassifier({
      ngrams: new NgramPart(bag),
      textFormat: textFormat2,
      temperatures: { ngrams: 0.5 },
      rejectBelow: 0.9,
    });
    const again = loadTextClassifier(ofNgrams.save());
    expect(again.classify("good")).toEqual(ofNgrams.classify("good"));
    expect(again.save()).toEqual(ofNgrams.save());
  });

  test("leaves the file as it was where there is none, and is taken away by undefined", () => {
    const { temperatures, threshold, rejectBelow } = TextClassifier.load(two.save());
    expect([temperatures, threshold, rejectBelow]).toEqual([undefined, undefined, undefined]);
    const decided = changeDecision(two, decision);
    const none = { temperatures: undefined, threshold: undefined, rejectBelow: undefined };
    expect(changeDecision(decided, none).save()).toEqual(two.save());
    expect(changeDecision(decided, {}).save()).toEqual(decided.save());
  });

  test.each<[TextClassifier, object, RegExp]>([
    [two, { threshold: 1.5 }, /expected threshold to be a number from 0 to 1, got 1\.5/],
    [two, { threshold: NaN }, /expected threshold to be a number from 0 to 1, got NaN/],
    [two, { threshold: "0.5" }, /expected threshold to be a number from 0 to 1, got "0\.5"/],
    [
      three,
      { threshold: 0.5 },
      /expected threshold to be a number for two classes alone, got 0\.5/,
    ],
    [
      two,
      { threshold: 0.9, rejectBelow: -1 },
      /expected rejectBelow to be a number from 0 to 1, got -1/,
    ],
    [two, { rejectBelow: 0.2 }, /expected rejectBelow to be a number from 1\/2 to 1, got 0\.2/],
    [three, { rejectBelow: 0.33 }, /expected rejectBelow to be a number from 1\/3 to 1, got 0\.33/],
    [three, { rejectBelow: NaN }, /expected rejectBelow to be a number from 1\/3 to 1, got NaN/],
    [two, { temperatures: { rnn: 0 } }, /expected temperatures\.rnn to be a number above 0, got 0/],
    [two, { temperatures: { rnn: Infinity } }, /temperatures\.rnn to be a number above 0/],
    [two, { temperatures: { bag: 1 } }, /expected the options rnn, ngrams, both, got bag/],
    [two, { temperatures: null }, /expected an object of options/],
    [two, { treshold: 0.5 }, /Did you mean threshold\?/],
  ])("is refused where it is wrong (%#)", (classifier, wrong, message) => {
    expect(() => changeDecision(classifier, wrong as Decision)).toThrow(message);
  });
});

test("ids are padded and cut as padSequences does it", () => {
  const random = new RandomState(3);
  const rows = [0, 1, 4, 5, 6, 20].map((length) =>
    Array.from({ length }, () => Math.floor(9 * random.randomSample())),
  );
  const ids = RaggedTensor.fromArrays(rows);
  expect(padIds(ids, 5)).toEqual(padSequences(ids, { maxlen: 5 }));
});
