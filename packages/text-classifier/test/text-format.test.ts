import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  buildVocabulary,
  chooseTokens,
  encodeTexts,
  prepareTexts,
  TextClassifier,
  textFormat1,
  textFormat2,
} from "../src/index.ts";
import { encodeOnnx } from "../src/onnx.ts";
import { randomNetwork, smallClassifier } from "./small-classifier.ts";

const texts = ["<p>Don’t miss “it”!</p>", "很好 👍", "don't"];

describe("under text format 2", () => {
  const format = { textFormat: textFormat2 };

  test("a vocabulary has the tokens of splitTokens, and texts their ids", () => {
    const vocabulary = buildVocabulary(texts, format);
    expect(vocabulary.slice(4)).toEqual(["don't", "miss", "it", "很", "好", "👍"]);
    expect(encodeTexts(["Miss it? 好!"], vocabulary, format).toArrays()).toEqual([[5, 6, 8]]);
  });

  test("characters are tokens where they are asked for", () => {
    const characters = { textFormat: textFormat2, tokens: "characters" } as const;
    const vocabulary = buildVocabulary(["좋 아!"], characters);
    expect(vocabulary.slice(4)).toEqual(["좋", " ", "아", "!"]);
    expect(encodeTexts(["아 \n좋"], vocabulary, characters).toArrays()).toEqual([[6, 5, 4]]);
  });

  test("prepared texts are read by it, and so is their summary", () => {
    const many = [...texts, ...texts];
    const data = {
      train: {
        texts: many,
        labels: Uint8Array.of(0, 1, 0, 1, 0, 1),
        origins: many.map((_, i) => `a.csv:${i + 1}`),
      },
      test: { texts: ["좋은 👍"], labels: Uint8Array.of(1), origins: ["b.csv:1"] },
      classNames: ["a", "b"] as const,
      description: "a.csv",
      skippedRows: 0,
      remarks: [],
    };
    const prepared = prepareTexts(data, { maxlen: 3, ...format });
    const learnt = many.filter((_, row) => !prepared.validationRows.data.includes(row));
    expect(prepared.vocabulary).toEqual(buildVocabulary(learnt, format));
    const id = prepared.vocabulary.indexOf("👍");
    expect(prepared.xTest?.indices.toArray()).toEqual([[0, 0, id]]);
    expect(prepared.summary.test?.unknownShare).toBe(0.5);
  });

  test("a classifier reads by it and says where each word stands", () => {
    const classifier = smallClassifier(format);
    const text = "<b>GOOD</b> film…";
    const words = classifier.words(text);
    expect(words).toEqual([
      { word: "good", id: 2, start: 3, end: 7 },
      { word: "film", id: 4, start: 12, end: 16 },
    ]);
    expect(classifier.trace(text).words.map(({ start }) => start)).toEqual([3, 12]);
    expect(classifier.probability("“Good” ﬁlm")).toBe(classifier.probability("good film"));
    expect(smallClassifier().encode("“Good” film")).toEqual(Int32Array.of(4));
  });

  test("a file keeps the format and its tokens", () => {
    for (const tokens of ["words", "characters"] as const) {
      const loaded = TextClassifier.load(smallClassifier({ ...format, tokens }).save(), {
        textFormats: [textFormat1, textFormat2],
      });
      expect([loaded.textFormat, loaded.tokens, loaded.lowercase]).toEqual([
        textFormat2,
        tokens,
        "unicode",
      ]);
    }
  });

  test("a file is read by the formats that are given, and names the one that is missing", () => {
    const bytes = smallClassifier(format).save();
    const load = (): unknown => TextClassifier.load(bytes);
    expect(load).toThrow(
      expect.objectContaining({
        code: "ERR_RNN_CLASSIFIER_TEXT_FORMAT",
        message: expect.stringContaining("{ textFormats: [textFormat2] }") as string,
      }) as Error,
    );
    expect(() =>
      TextClassifier.load(smallClassifier().save(), { textFormats: [textFormat2] }),
    ).toThrow("expected textFormats to have textFormat1");
    expect(() =>
      Reflect.apply(TextClassifier.load.bind(TextClassifier), undefined, [
        bytes,
        { textFormats: [2] },
      ]),
    ).toThrow("TextClassifier.load: expected textFormats to be a list, such as [textFormat2]");
  });

  test("a file without its tokens is a broken one", () => {
    const metadata = {
      "text.format": "2",
      "text.options": '{"maxlen":6,"classNames":["a","b"]}',
      "text.vocabulary": "[]",
      "text.about": "{}",
    };
    const bytes = smallClassifier().network.save({ metadata });
    expect(() => TextClassifier.load(bytes, { textFormats: [textFormat2] })).toThrow(
      "its text.options have no tokens",
    );
  });

  test("an ONNX file names the format and its tokens", () => {
    const bytes = Buffer.from(encodeOnnx(smallClassifier({ ...format, tokens: "characters" })));
    expect(bytes.includes("text_format")).toBe(true);
    expect(bytes.includes("characters")).toBe(true);
    expect(Buffer.from(encodeOnnx(smallClassifier())).includes("text_format")).toBe(false);
  });
});

test("without a format texts are read by format 1, and files are as they were", () => {
  const classifier = smallClassifier();
  expect([classifier.textFormat, classifier.tokens]).toEqual([textFormat1, "words"]);
  expect(classifier.save()).toEqual(smallClassifier({ textFormat: textFormat1 }).save());
  const header = Buffer.from(classifier.save()).toString("latin1");
  expect(header).toContain('"text.format":"1"');
  expect(header).not.toContain("characters");
  expect(TextClassifier.load(classifier.save()).encode("“Good” film")).toEqual(Int32Array.of(4));
});

test.each([
  [
    { textFormat: 2 },
    "TextClassifier: expected textFormat to be textFormat1 or textFormat2, got 2.",
  ],
  [
    { tokens: "characters" },
    /tokens to be "words" under textFormat1.*Give textFormat: textFormat2/,
  ],
  [{ textFormat: textFormat2, lowercase: "ascii" }, /lowercase to be "unicode" under textFormat2/],
  [
    { textFormat: textFormat2, tokens: "letters" },
    /tokens to be "words" or "characters", got "letters"/,
  ],
])("options that do not go together are an error: %o", (options, message) => {
  const network = randomNetwork(2);
  const wrong = { network, vocabulary: [null, "a"], maxlen: 3, ...options };
  expect(() => Reflect.construct(TextClassifier, [wrong])).toThrow(message);
});

describe("chooseTokens", () => {
  /** Texts of so many words, every tenth of which is a new one or not. */
  const learnt = (words: number): string[] =>
    Array.from({ length: words / 10 }, (_, i) => `a b c d e f g h i w${i}`);
  const threeOfTenNew = ["a b c x y z a b c d"];

  test("takes characters where many words are new, the fewer the more there is to learn from", () => {
    expect(chooseTokens(learnt(1000), threeOfTenNew)).toEqual({
      tokens: "words",
      missedShare: 0.3,
    });
    expect(chooseTokens(learnt(30_000), threeOfTenNew)).toEqual({
      tokens: "characters",
      missedShare: 0.3,
    });
    expect(chooseTokens(learnt(30_000), ["a b c d x a b c d e"]).tokens).toBe("words");
    expect(chooseTokens(learnt(10), ["a x y z"]).tokens).toBe("characters");
  });

  test("takes words for scripts without spaces, whose letters are words, and for nothing at all", () => {
    expect(chooseTokens(["房间很好", "房间不错"], ["不好"])).toEqual({
      tokens: "words",
      missedShare: 0,
    });
    expect(chooseTokens([], [])).toEqual({ tokens: "words", missedShare: 0 });
  });

  test("refuses what is not lists of texts", () => {
    expect(() => Reflect.apply(chooseTokens, undefined, ["a", []])).toThrow(
      "chooseTokens: expected learnt to be a list of texts",
    );
    expect(() => Reflect.apply(chooseTokens, undefined, [[], [1]])).toThrow(
      "chooseTokens: expected a text of heldOut to be a string",
    );
  });
});

test("the classes of characters are what Unicode 15.0 gives", () => {
  const script = fileURLToPath(new URL("../scripts/build-character-classes.mjs", import.meta.url));
  expect(() =>
    execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" }),
  ).not.toThrow();
});
