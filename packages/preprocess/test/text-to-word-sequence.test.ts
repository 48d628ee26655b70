import { describe, expect, it } from "vitest";
import { textToWordSequence, type WordOptions } from "../src/index.ts";

/** What a caller without types may pass. */
const call = (text: unknown, options?: unknown) => () =>
  textToWordSequence(text as string, options as WordOptions);

// Expected words: keras.preprocessing.text.text_to_word_sequence of the same arguments.
describe("textToWordSequence gives Keras's words", () => {
  it("of a sentence, without its punctuation", () => {
    expect(textToWordSequence("hello! ? world!")).toEqual(["hello", "world"]);
  });

  it("cut at a separator of several letters", () => {
    expect(textToWordSequence("hello!stop?world!", { split: "stop" })).toEqual(["hello", "world"]);
  });

  it("with letters beyond ASCII", () => {
    expect(textToWordSequence("ali! veli? kırk dokuz elli")).toEqual([
      "ali",
      "veli",
      "kırk",
      "dokuz",
      "elli",
    ]);
    expect(textToWordSequence("ali!stopveli?stopkırkstopdokuzstopelli", { split: "stop" })).toEqual(
      ["ali", "veli", "kırk", "dokuz", "elli"],
    );
  });

  it("in lower case unless asked otherwise, as Python lowers İ: two code points", () => {
    expect(textToWordSequence("The CAT")).toEqual(["the", "cat"]);
    expect(textToWordSequence("The CAT", { lower: false })).toEqual(["The", "CAT"]);
    expect(textToWordSequence("İ")).toEqual(["i\u0307"]);
  });

  it("with apostrophes, no-break spaces and line separators inside words", () => {
    expect(textToWordSequence("don't\u00a0stop\u0085now\rhere")).toEqual([
      "don't\u00a0stop\u0085now\rhere",
    ]);
  });

  it("cut at every filtered character", () => {
    const filters = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n';
    for (const char of filters) expect(textToWordSequence(`a${char}b`)).toEqual(["a", "b"]);
  });

  it("with other filters, also characters of two UTF-16 units, and none", () => {
    expect(textToWordSequence("a🎬b-c^d]e\\f", { filters: "🎬^]\\" })).toEqual([
      "a",
      "b-c",
      "d",
      "e",
      "f",
    ]);
    // The film camera shares its first unit with the clapper board.
    expect(textToWordSequence("a🎥b", { filters: "🎬" })).toEqual(["a🎥b"]);
    expect(textToWordSequence("a.b c", { filters: "" })).toEqual(["a.b", "c"]);
  });

  it("with a separator that a replacement pattern would read otherwise", () => {
    expect(textToWordSequence("a!b", { split: "$&" })).toEqual(["a", "b"]);
    expect(textToWordSequence("a!b$&c", { split: "$&", filters: "!" })).toEqual(["a", "b", "c"]);
  });

  it("of nothing, and of punctuation alone: none", () => {
    expect(textToWordSequence("")).toEqual([]);
    expect(textToWordSequence(" ?! \n")).toEqual([]);
  });
});

describe("textToWordSequence refuses", () => {
  it("what is not text", () => {
    expect(call(7)).toThrow(TypeError);
    expect(call(null)).toThrow("textToWordSequence: expected text to be a string, got null.");
  });

  it("an empty separator, as Python does", () => {
    expect(call("a", { split: "" })).toThrow(RangeError);
  });

  it("options of a wrong type or name", () => {
    expect(call("a", { lower: "yes" })).toThrow('expected lower to be a boolean, got "yes"');
    expect(call("a", { filters: ["."] })).toThrow("expected filters to be a string, got Array");
    expect(call("a", { split: 1 })).toThrow(TypeError);
    expect(call("a", { filter: "." })).toThrow("Did you mean filters?");
  });
});
