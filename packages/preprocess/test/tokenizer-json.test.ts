import { findPython, runPython } from "@rnn/testing/run-python";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Tokenizer } from "../src/index.ts";

/** All that a tokenizer holds. */
function contents(tokenizer: Tokenizer): unknown {
  const { numWords, filters, lower, split, charLevel, oovToken, documentCount } = tokenizer;
  const tables = [
    tokenizer.wordCounts,
    tokenizer.wordDocs,
    tokenizer.indexDocs,
    tokenizer.wordIndex,
    tokenizer.indexWord,
  ].map((table) => Array.from<unknown>(table));
  return { numWords, filters, lower, split, charLevel, oovToken, documentCount, tables };
}

/** A valid configuration, as Keras writes it, with some fields replaced. */
function kerasJson(replaced: Record<string, unknown> = {}): string {
  const config = {
    num_words: 5,
    filters: "!.",
    lower: true,
    split: " ",
    char_level: false,
    oov_token: null,
    document_count: 2,
    word_counts: '{"1984": 1, "a": 2}',
    word_docs: '{"a": 2, "1984": 1}',
    index_docs: '{"1": 2, "2": 1}',
    index_word: '{"1": "a", "2": "1984"}',
    word_index: '{"a": 1, "1984": 2}',
    ...replaced,
  };
  return JSON.stringify({ class_name: "Tokenizer", config });
}

describe("Tokenizer's JSON", () => {
  it("has Keras's layout, byte for byte", () => {
    const tokenizer = new Tokenizer({ numWords: 9, oovToken: "?", filters: "." });
    tokenizer.fitOnTexts(["b kırk.b"]);
    // json.dumps of Keras's get_config(), keys in its order
    expect(tokenizer.toJson()).toBe(
      String.raw`{"class_name": "Tokenizer", "config": {"num_words": 9, "filters": ".", "lower": true, ` +
        String.raw`"split": " ", "char_level": false, "oov_token": "?", "document_count": 1, ` +
        String.raw`"word_counts": "{\"b\": 2, \"k\\u0131rk\": 1}", "word_docs": "{\"b\": 1, \"k\\u0131rk\": 1}", ` +
        String.raw`"index_docs": "{\"2\": 1, \"3\": 1}", "index_word": "{\"1\": \"?\", \"2\": \"b\", \"3\": \"k\\u0131rk\"}", ` +
        String.raw`"word_index": "{\"?\": 1, \"b\": 2, \"k\\u0131rk\": 3}"}}`,
    );
  });

  it("brings back a tokenizer that was not fitted", () => {
    const tokenizer = new Tokenizer({ numWords: 100, oovToken: "<unk>", lower: false, split: "|" });
    expect(contents(Tokenizer.fromJson(tokenizer.toJson()))).toEqual(contents(tokenizer));
  });

  it("brings back a fitted one, which continues counting as the first would", () => {
    const tokenizer = new Tokenizer({ charLevel: true, filters: "" });
    tokenizer.fitOnTexts(["9 1 b a", "🎬\ud800"]);
    const reread = Tokenizer.fromJson(tokenizer.toJson());
    expect(contents(reread)).toEqual(contents(tokenizer));
    tokenizer.fitOnTexts(["b1"]);
    expect(contents(reread)).not.toEqual(contents(tokenizer));
    reread.fitOnTexts(["b1"]);
    expect(contents(reread)).toEqual(contents(tokenizer));
  });

  it("brings back any words in their order, also those that look like numbers or like JSON", () => {
    const word = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.nat().map(String),
      fc.constantFrom("__proto__", "constructor", '": 1, "', "\\", "\u2028", "}", ":"),
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 6 }), { maxLength: 4 }), (texts) => {
        const tokenizer = new Tokenizer({ lower: false });
        tokenizer.fitOnTexts(texts);
        expect(contents(Tokenizer.fromJson(tokenizer.toJson()))).toEqual(contents(tokenizer));
      }),
    );
  });

  it("reads what Keras writes", () => {
    const tokenizer = Tokenizer.fromJson(kerasJson());
    expect([...tokenizer.wordCounts]).toEqual([
      ["1984", 1],
      ["a", 2],
    ]);
    expect(tokenizer.textsToSequences(["A 1984 b!"]).toArrays()).toEqual([[1, 2]]);
    expect(tokenizer.oovToken).toBeUndefined();
    expect(Tokenizer.fromJson(kerasJson({ num_words: null })).numWords).toBeUndefined();
    // Keras takes 0 for no limit.
    expect(Tokenizer.fromJson(kerasJson({ num_words: 0 })).numWords).toBeUndefined();
    const spaced = Tokenizer.fromJson(kerasJson({ word_index: ' {\n "a" : 1 ,"b":2 } ' }));
    expect([...spaced.wordIndex]).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });
});

const python = findPython("json");

describe.skipIf(python === undefined)("Python's json", () => {
  it("writes what it read of a tokenizer as the same bytes", () => {
    const tokenizer = new Tokenizer({ lower: false, oovToken: "<\u007f>" });
    tokenizer.fitOnTexts([["é", '\u0001\n"\\/', "🎬", "\u2028", "10", "2", "\ud800"]]);
    const script = `
import json, sys
document = json.loads(sys.stdin.read())
config = document["config"]
for name in ("word_counts", "word_docs", "index_docs", "index_word", "word_index"):
    config[name] = json.dumps(json.loads(config[name]))
sys.stdout.write(json.dumps(document))`;
    const json = tokenizer.toJson();
    expect(runPython(python, script, json).toString()).toBe(json);
  });
});

describe("Tokenizer.fromJson refuses", () => {
  it("text that is not valid JSON, with the parser's error as cause", () => {
    expect(() => Tokenizer.fromJson("{")).toThrow(SyntaxError);
    expect(() => Tokenizer.fromJson("{")).toThrow("Tokenizer.fromJson: expected JSON (the text).");
    expect(() => Tokenizer.fromJson(kerasJson({ word_index: "{1: 2}" }))).toThrow(
      "(config.word_index)",
    );
    expect(() => Tokenizer.fromJson("")).toThrow(
      expect.objectContaining({ cause: expect.any(SyntaxError) as unknown }),
    );
  });

  it("JSON of something else", () => {
    for (const json of ["null", "[]", "7", "{}", '{"config": []}']) {
      expect(() => Tokenizer.fromJson(json)).toThrow(TypeError);
    }
    expect(() => Tokenizer.fromJson(JSON.stringify(kerasJson()))).toThrow("Parse it once first");
  });

  it.each([
    ["filters", 7, "expected a string, got 7 (config.filters)"],
    ["lower", "yes", "expected a boolean"],
    ["split", null, "expected a string, got null (config.split)"],
    ["char_level", undefined, "(config.char_level)"],
    ["num_words", "5", "expected a number"],
    ["oov_token", 1, "expected a string"],
    ["document_count", -1, "expected whole numbers from 0 on, got -1"],
    ["word_counts", { a: 1 }, "expected a string, got Object (config.word_counts)"],
    ["word_counts", "[1]", "expected the JSON text of an object"],
    ["word_counts", '{"a": 0.5}', "got 0.5 (config.word_counts)"],
    ["word_counts", '{"a": "1"}', "whole numbers"],
    ["word_docs", '{"a": {"b": 1}}', "expected words and numbers, got Object"],
    ["word_docs", '{"a": null}', "expected words and numbers, got null"],
    ["index_docs", '{"x": 1}', "got NaN (config.index_docs)"],
    ["index_docs", '{"": 1}', "(config.index_docs)"],
    ["index_word", '{"1": 2}', "expected words, got 2"],
    ["word_index", '{"a": true}', "got true (config.word_index)"],
  ])("a %s of %j", (name, value, message) => {
    expect(() => Tokenizer.fromJson(kerasJson({ [name]: value }))).toThrow(TypeError);
    expect(() => Tokenizer.fromJson(kerasJson({ [name]: value }))).toThrow(message);
  });

  it("options that the constructor refuses", () => {
    expect(() => Tokenizer.fromJson(kerasJson({ split: "" }))).toThrow(RangeError);
    expect(() => Tokenizer.fromJson(kerasJson({ num_words: -3 }))).toThrow(RangeError);
  });

  it("names inherited from Object as fields", () => {
    const json = kerasJson({ word_index: '{"__proto__": 1}' });
    expect([...Tokenizer.fromJson(json).wordIndex]).toEqual([["__proto__", 1]]);
    expect(Object.prototype).not.toHaveProperty("1");
  });
});
