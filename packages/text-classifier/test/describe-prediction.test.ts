import { describe, expect, test } from "vitest";
import { describePrediction } from "../src/index.ts";

const found = { className: "__proto__", label: 1, probability: 0.75, wordCount: 3, readCount: 2 };

describe("a prediction as an object of JSON", () => {
  test("has every probability that was asked for by the name of its class, whatever that is", () => {
    const top = [
      { className: "__proto__", label: 1, probability: 0.75 },
      { className: "b", label: 0, probability: 0.25 },
    ];
    expect(JSON.stringify(describePrediction({ text: "a b c", found: { ...found, top } }))).toBe(
      '{"text":"a b c","className":"__proto__","label":1,"probability":0.75,"wordCount":3,"readCount":2,' +
        '"probabilities":{"__proto__":0.75,"b":0.25}}',
    );
  });

  test("of a text that is rejected has no class", () => {
    expect(describePrediction({ text: "a", found: { ...found, rejected: true } })).toMatchObject({
      className: null,
      label: null,
      probability: 0.75,
      rejected: true,
    });
    const sure = describePrediction({ text: "a", found: { ...found, rejected: false } });
    expect(sure).toMatchObject({ className: "__proto__", rejected: false });
  });

  test("has its explanation where there is one, and nothing in place of another", () => {
    const ngrams = [{ ngram: "a", kind: "words", weight: 1 }] as const;
    expect(describePrediction({ text: "a", found, ngrams, trace: undefined })).toEqual({
      text: "a",
      ...found,
      probabilities: {},
      ngrams,
    });
    expect(Object.keys(describePrediction({ text: "a", found }))).not.toContain("ngrams");
  });

  test("of anything but a text is refused", () => {
    const wrong = { text: 1, found } as never;
    expect(() => describePrediction(wrong)).toThrow("describePrediction: expected text to be");
  });
});
