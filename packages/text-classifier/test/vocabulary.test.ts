import { Tokenizer } from "@rnn/preprocess";
import { describe, expect, test } from "vitest";
import { type VocabularyOptions, vocabularyFromIndex } from "../src/index.ts";

const wordIndex = new Map([
  ["the", 1],
  ["film", 3],
  ["good", 2],
]);

describe("vocabularyFromIndex", () => {
  test("names a length that no memory would suffice for", () => {
    expect(() => vocabularyFromIndex(wordIndex, { numWords: 1e9 })).toThrow(
      "expected numWords to be a whole number from 1 to 16777216, got 1000000000",
    );
  });

  test("puts each word at its rank, null elsewhere", () => {
    expect(vocabularyFromIndex(wordIndex)).toEqual([null, "the", "good", "film"]);
    expect(vocabularyFromIndex(wordIndex, { indexFrom: 1 })).toEqual([
      null,
      null,
      "the",
      "good",
      "film",
    ]);
    expect(vocabularyFromIndex(new Map())).toEqual([null]);
  });

  test("cuts by id, as loadData does, and is numWords long", () => {
    const options = { indexFrom: 1, skipTop: 3, numWords: 4 };
    expect(vocabularyFromIndex(wordIndex, options)).toEqual([null, null, null, "good"]);
    const wide = vocabularyFromIndex(wordIndex, { numWords: 5 });
    expect(wide).toEqual([null, "the", "good", "film", null]);
  });

  test("takes a Tokenizer's words", () => {
    const tokenizer = new Tokenizer({ numWords: 3 });
    tokenizer.fitOnTexts(["b a b", "c b a"]);
    expect(vocabularyFromIndex(tokenizer.wordIndex, { numWords: 3 })).toEqual([null, "b", "a"]);
  });

  test.each<[unknown, VocabularyOptions, typeof Error, RegExp]>([
    [{ the: 1 }, {}, TypeError, /expected a Map of words and ranks, got Object/],
    [new Map([["the", 0]]), {}, RangeError, /the rank of "the" .* from 1 .*, got 0/],
    [new Map([["the", "1"]]), {}, TypeError, /the rank of "the".* got "1"/],
    [new Map([["the", 2 ** 31 - 1]]), { indexFrom: 1 }, RangeError, /from 1 to 2147483646/],
    [
      new Map([
        ["a", 1],
        ["b", 1],
      ]),
      {},
      RangeError,
      /a word a rank, got "a" and "b" for rank 1/,
    ],
    [wordIndex, { numWords: 0 }, RangeError, /numWords/],
    [wordIndex, { skipTop: -1 }, RangeError, /skipTop/],
    [wordIndex, { index_from: 3 } as object, TypeError, /Did you mean indexFrom/],
  ])("refuses %j with %j", (index, options, kind, message) => {
    const attempt = (): unknown => vocabularyFromIndex(index as Map<string, number>, options);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });
});
