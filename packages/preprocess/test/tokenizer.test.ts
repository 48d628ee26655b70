import { RaggedTensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { padSequences, type Text, Tokenizer, type TokenizerOptions } from "../src/index.ts";

// Expected ids, words and cells: keras.preprocessing.text.Tokenizer, fitted on the same texts.
const texts = [
  "The cat sat on the mat.",
  "The dog sat on the log.",
  "Dogs and cats living together.",
];

function fitTokenizer(options: TokenizerOptions = {}, on: Iterable<Text> = texts): Tokenizer {
  const tokenizer = new Tokenizer(options);
  tokenizer.fitOnTexts(on);
  return tokenizer;
}

describe("Tokenizer ranks words as Keras does", () => {
  it("by count, words of equal count in order of first appearance, from 1 on", () => {
    expect([...fitTokenizer().wordIndex]).toEqual([
      ["the", 1],
      ["sat", 2],
      ["on", 3],
      ["cat", 4],
      ["mat", 5],
      ["dog", 6],
      ["log", 7],
      ["dogs", 8],
      ["and", 9],
      ["cats", 10],
      ["living", 11],
      ["together", 12],
    ]);
  });

  it("and counts words, the texts they occur in, and texts", () => {
    const tokenizer = fitTokenizer();
    expect([...tokenizer.wordCounts].slice(0, 4)).toEqual([
      ["the", 4],
      ["cat", 1],
      ["sat", 2],
      ["on", 2],
    ]);
    expect([...tokenizer.wordDocs].slice(0, 4)).toEqual([
      ["the", 2],
      ["cat", 1],
      ["sat", 2],
      ["on", 2],
    ]);
    expect(tokenizer.indexDocs.get(1)).toBe(2);
    expect(tokenizer.indexWord.get(1)).toBe("the");
    expect(tokenizer.documentCount).toBe(3);
  });

  it("again when fitted again, with the counts of both", () => {
    const tokenizer = fitTokenizer({}, ["a b"]);
    tokenizer.fitOnTexts(["b c"]);
    expect([...tokenizer.wordIndex]).toEqual([
      ["b", 1],
      ["a", 2],
      ["c", 3],
    ]);
    expect(tokenizer.documentCount).toBe(2);
  });

  it("with oovToken at 1", () => {
    const tokenizer = fitTokenizer({ oovToken: "<unk>" });
    expect([...tokenizer.wordIndex].slice(0, 3)).toEqual([
      ["<unk>", 1],
      ["the", 2],
      ["sat", 3],
    ]);
    expect(tokenizer.indexWord.get(1)).toBe("<unk>");
  });

  it("with an oovToken that is also a word in the texts at the word's rank", () => {
    const tokenizer = fitTokenizer({ oovToken: "b" }, ["a a b"]);
    expect([...tokenizer.wordIndex]).toEqual([
      ["b", 3],
      ["a", 2],
    ]);
    expect(tokenizer.textsToSequences(["a x"]).toArrays()).toEqual([[2, 3]]);
  });

  it("whatever numWords is", () => {
    expect(fitTokenizer({ numWords: 3 }).wordIndex.size).toBe(12);
  });

  it("under names that every JavaScript object has", () => {
    const names = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];
    const tokenizer = fitTokenizer({ filters: "", lower: false }, [names.join(" "), "__proto__"]);
    expect([...tokenizer.wordIndex.keys()]).toEqual([
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "valueOf",
    ]);
    expect(tokenizer.textsToSequences(["constructor isPrototypeOf"]).toArrays()).toEqual([[2]]);
    const reread = Tokenizer.fromJson(tokenizer.toJson());
    expect([...reread.wordCounts]).toEqual([...tokenizer.wordCounts]);
    expect(reread.wordIndex.get("toLocaleString")).toBeUndefined();
  });

  it("of upper and lower case as one, unless asked otherwise", () => {
    expect([...fitTokenizer({}, ["The the THE cat"]).wordCounts]).toEqual([
      ["the", 3],
      ["cat", 1],
    ]);
    expect([...fitTokenizer({ lower: false }, ["The the THE cat"]).wordCounts]).toEqual([
      ["The", 1],
      ["the", 1],
      ["THE", 1],
      ["cat", 1],
    ]);
  });

  it("of texts that come as lists of words, lowered and not filtered", () => {
    const tokenizer = fitTokenizer({}, [["The", "cat!"], ["the"]]);
    expect([...tokenizer.wordIndex]).toEqual([
      ["the", 1],
      ["cat!", 2],
    ]);
    expect(tokenizer.textsToSequences([["THE", "cat!", "cat"]]).toArrays()).toEqual([[1, 2]]);
  });

  it("of characters, code points each, spaces and punctuation among them", () => {
    const tokenizer = fitTokenizer({ charLevel: true }, ["Aab🎬!", "b "]);
    expect([...tokenizer.wordCounts]).toEqual([
      ["a", 2],
      ["b", 2],
      ["🎬", 1],
      ["!", 1],
      [" ", 1],
    ]);
    expect(tokenizer.textsToSequences(["🎬ba"]).toArrays()).toEqual([[3, 2, 1]]);
    expect(fitTokenizer({ charLevel: true, lower: false }, ["Aa"]).wordIndex.size).toBe(2);
  });

  it("from any iterable, read once", () => {
    const tokenizer = fitTokenizer(
      {},
      (function* () {
        yield* texts;
      })(),
    );
    expect(tokenizer.wordIndex).toEqual(fitTokenizer().wordIndex);
  });
});

describe("Tokenizer turns texts into ids and back", () => {
  it("leaving out unknown words, and ids from numWords on", () => {
    expect(fitTokenizer().textsToSequences(["the cat flew"]).toArrays()).toEqual([[1, 4]]);
    expect(fitTokenizer({ numWords: 4 }).textsToSequences(texts).toArrays()).toEqual([
      [1, 2, 3, 1],
      [1, 2, 3, 1],
      [],
    ]);
  });

  it("or putting oovToken in their place", () => {
    const tokenizer = fitTokenizer({ numWords: 3, oovToken: "<unk>" });
    expect(tokenizer.textsToSequences(["this the sat"]).toArrays()).toEqual([[1, 2, 1]]);
  });

  it("and joins words by spaces, with oovToken for ids from numWords on", () => {
    const tokenizer = fitTokenizer({ numWords: 10, oovToken: "<unk>" });
    expect(tokenizer.sequencesToTexts(tokenizer.textsToSequences(texts))).toEqual([
      "the cat sat on the mat",
      "the dog sat on the log",
      "dogs <unk> <unk> <unk> <unk>",
    ]);
  });

  it("'this is a sentence of words' under numWords 3 is one word and five <unk>", () => {
    const tokenizer = fitTokenizer({ numWords: 3, oovToken: "<unk>" }, [
      "this text has some words",
      "this text",
    ]);
    expect(
      tokenizer.sequencesToTexts(tokenizer.textsToSequences(["this is a sentence of words"])),
    ).toEqual(["this <unk> <unk> <unk> <unk> <unk>"]);
  });

  it("without oovToken and numWords every known word comes back", () => {
    const tokenizer = fitTokenizer();
    expect(tokenizer.sequencesToTexts(tokenizer.textsToSequences(texts))).toEqual([
      "the cat sat on the mat",
      "the dog sat on the log",
      "dogs and cats living together",
    ]);
    expect(tokenizer.sequencesToTexts([[0, 1, 99, -1], []])).toEqual(["the", ""]);
  });

  it("as a RaggedTensor, which padSequences takes", () => {
    const ids = fitTokenizer().textsToSequences(["the cat", ""]);
    expect(ids).toBeInstanceOf(RaggedTensor);
    expect(padSequences(ids, { maxlen: 3 }).toArray()).toEqual([
      [0, 1, 4],
      [0, 0, 0],
    ]);
  });

  it("knows no word before it is fitted", () => {
    expect(new Tokenizer().textsToSequences(["a b"]).toArrays()).toEqual([[]]);
    expect(new Tokenizer({ oovToken: "?" }).textsToSequences(["a b"]).toArrays()).toEqual([[]]);
    expect(new Tokenizer({ oovToken: "?" }).sequencesToTexts([[1, 2]])).toEqual([""]);
  });

  it("and back again for any words", () => {
    const words = fc.array(fc.array(fc.stringMatching(/^[a-z_']{1,6}$/), { maxLength: 8 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(words, (rows) => {
        const tokenizer = fitTokenizer({ filters: "" }, rows);
        const joined = rows.map((row) => row.join(" "));
        expect(tokenizer.sequencesToTexts(tokenizer.textsToSequences(joined))).toEqual(joined);
        const counts = Array.from(
          tokenizer.wordIndex.keys(),
          (word) => tokenizer.wordCounts.get(word) as number,
        );
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe("Tokenizer turns texts into matrices", () => {
  it.each(["binary", "count", "freq", "tfidf"] as const)("[3, numWords] in mode %s", (mode) => {
    expect(fitTokenizer({ numWords: 10 }).textsToMatrix(texts, { mode }).shape).toEqual([3, 10]);
    expect(fitTokenizer().textsToMatrix(texts, { mode }).shape).toEqual([3, 13]);
  });

  it("of ones, counts and shares of the text's words", () => {
    const tokenizer = fitTokenizer({ numWords: 6 });
    const ids = [[1, 4, 2, 3, 1, 5], [7, 1], []];
    expect(tokenizer.sequencesToMatrix(ids).toArray()).toEqual([
      [0, 1, 1, 1, 1, 1],
      [0, 1, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ]);
    expect(tokenizer.sequencesToMatrix(ids, { mode: "count" }).slice(0).toArray()).toEqual([
      0, 2, 1, 1, 1, 1,
    ]);
    // An id without a column counts in the length.
    expect(tokenizer.sequencesToMatrix(ids, { mode: "freq" }).toArray()).toEqual([
      [0, 2 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6],
      [0, 0.5, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  it("of (1 + ln c) ln(1 + D / (1 + d)), within 1e-12", () => {
    const matrix = fitTokenizer({ numWords: 5 }).textsToMatrix(["the the sat cat"], {
      mode: "tfidf",
    });
    // D = 3: "the" twice, in 2 texts; "sat" once, in 2; "cat" once, in 1
    const expected = [0, 1.1736001944781467, Math.LN2, 0, 0.9162907318741551];
    for (const [id, cell] of expected.entries()) expect(matrix.at(0, id)).toBeCloseTo(cell, 12);
  });

  it("of sequences alone, once fitOnSequences has counted them", () => {
    const tokenizer = new Tokenizer({ numWords: 3 });
    tokenizer.fitOnSequences([[1, 1, 2], [2]]);
    expect(tokenizer.documentCount).toBe(2);
    expect([...tokenizer.indexDocs]).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const matrix = tokenizer.sequencesToMatrix([[1, 1, 2]], { mode: "tfidf" });
    expect(matrix.at(0, 1)).toBeCloseTo(1.1736001944781467, 12);
    expect(matrix.at(0, 2)).toBeCloseTo(0.5108256237659907, 12);
  });
});

/** What a caller without types may pass. */
const create = (options: unknown) => () => new Tokenizer(options as TokenizerOptions);
const fit = (given: unknown) => () => new Tokenizer().fitOnTexts(given as string[]);

describe("Tokenizer refuses", () => {
  it("a matrix without columns, and tfidf before anything was counted", () => {
    expect(() => new Tokenizer().sequencesToMatrix([[1]])).toThrow(RangeError);
    expect(() => new Tokenizer().sequencesToMatrix([[1]])).toThrow(
      "expected numWords or texts to take the columns from",
    );
    const unfitted = new Tokenizer({ numWords: 3 });
    expect(() => unfitted.sequencesToMatrix([[1]], { mode: "tfidf" })).toThrow(
      'expected counted texts for mode "tfidf", got none. Call fitOnTexts first.',
    );
  });

  it("an unknown mode, also for no sequences", () => {
    const options = { mode: "idf" } as unknown as { mode: "tfidf" };
    expect(() => fitTokenizer().sequencesToMatrix([], options)).toThrow(RangeError);
    expect(() => fitTokenizer().textsToMatrix([], options)).toThrow('got "idf"');
  });

  it("what is not an id, naming the place", () => {
    for (const id of [-1, 0.5, NaN]) {
      expect(() => fitTokenizer().sequencesToMatrix([[1], [1, id]])).toThrow(
        `got ${id} (at [1][1])`,
      );
      expect(() => new Tokenizer().fitOnSequences([[id]])).toThrow(RangeError);
    }
  });

  it("what is not a text, and one string for a list of them", () => {
    expect(fit("one text")).toThrow(
      "Tokenizer.fitOnTexts: expected a list of texts, got one string.",
    );
    expect(fit(["a", 7])).toThrow(TypeError);
    expect(fit(["a", 7])).toThrow(
      "expected each text to be a string or a list of words, got 7 (at [1])",
    );
    expect(fit([["a", 7]])).toThrow(TypeError);
  });

  it("wrong options, naming the nearest of those that do not exist", () => {
    for (const numWords of [0, -1, 1.5]) expect(create({ numWords })).toThrow(RangeError);
    expect(create({ numWords: "9" })).toThrow(TypeError);
    expect(create({ split: "" })).toThrow(RangeError);
    for (const wrong of [{ oovToken: 1 }, { charLevel: 1 }, { lower: "no" }, { filters: null }]) {
      expect(create(wrong)).toThrow(TypeError);
    }
    expect(create({ num_words: 10 })).toThrow("Did you mean numWords?");
    expect(create({ oov_token: "?" })).toThrow("Did you mean oovToken?");
    expect(create(100)).toThrow("got 100");
  });
});
