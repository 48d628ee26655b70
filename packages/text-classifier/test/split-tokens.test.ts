import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeText } from "../src/text/normalize-text.ts";
import { locateTokens, splitTokens } from "../src/text/split-tokens.ts";
import { anyText } from "./any-text.ts";

describe("splitTokens gives the words of", () => {
  test.each([
    [
      "English",
      "Don’t miss it: rock'n'roll, 'quoted' dogs' 8/10!",
      "don't miss it rock'n'roll quoted dogs 8 10",
    ],
    [
      "typography",
      "“great” film… truly—great great\u00a0great\u200b ＧＲＥＡＴ",
      "great film truly great great great great",
    ],
    ["French", "« L’été » ça", "l'été ça"],
    ["Arabic", "هل هو جيد؟ نعم، جدا؛", "هل هو جيد نعم جدا"],
    ["Hindi", "अच्छी फ़िल्म है।", "अच्छी फ़िल्म है"],
    ["Korean", "정말 좋은 영화였다!!ㅋㅋ", "정말 좋은 영화였다 ㅋㅋ"],
    ["Ethiopic", "ሰላም፡ዓለም።", "ሰላም ዓለም"],
    ["Armenian and Greek", "Բարև՝ աշխարհ։ Τι;", "բարև աշխարհ τι"],
    ["Chinese", "房间很好，iPhone不错。2020年", "房 间 很 好 iphone 不 错 2020 年"],
    ["Japanese", "コーヒーが「ｶﾞｯﾂﾘ」佐々木〆", "コ ー ヒ ー が ガ ッ ツ リ 佐 々 木 〆"],
    ["Thai", "หนังดีมากที่สุด", "ห นั ง ดี ม า ก ที่ สุ ด"],
    ["Lao", "ດີຫຼາຍ", "ດີ ຫຼ າ ຍ"],
    ["Khmer", "ខ្ញុំស្រឡាញ់", "ខ្ញុំ ស្រ ឡា ញ់"],
    ["Burmese", "မြန်မာ\u200bဗုဒ္ဓ", "မြ န် မာ ဗု ဒ္ဓ"],
    ["ideographs of later versions", "\u{2ebf0}\u{323b0}", "\u{2ebf0} \u{323b0}"],
    [
      "emoji",
      "great👍🏽👍❤️ 🇰🇷🇺🇸 👨‍👩‍👧 ★★☆ 1️⃣ \u{1fae9}",
      "great 👍 👍 ❤ 🇰🇷 🇺🇸 👨 👩 👧 ★ ★ ☆ 1⃣ \u{1fae9}",
    ],
    ["money", "$5, £1000 and 5€", "$ 5 £ 1000 and 5 €"],
    ["HTML", "<p>A great&nbsp;film</p><br />Go&#33;", "a great film go"],
    ["letters of later versions", "\u{10d50}\u{10d51} a", "\u{10d50}\u{10d51} a"],
    ["apostrophes", "'' a'' ''b c''d '", "a b c d"],
    ["snake_case and paths", "a_b c/d e\\f g+h=i", "a b c d e f g h i"],
  ])("%s", (_, text, wanted) => {
    expect(splitTokens(text)).toEqual(wanted.split(" "));
  });

  test("nothing for what holds no word", () => {
    expect(splitTokens(" \n?! — … ")).toEqual([]);
    expect(splitTokens("")).toEqual([]);
  });
});

describe("splitTokens gives characters", () => {
  test.each([
    ["좋은  영화!", "좋|은| |영|화|!"],
    ["\tDon’t\r\n", "d|o|n|'|t"],
    ["é한각", "é|한|각"],
    ["ที่ 🇰🇷", "ที่| |🇰🇷"],
    ["हिन्दी", "हि|न्|दी"],
  ])("%s", (text, wanted) => {
    expect(splitTokens(text.normalize("NFD"), { tokens: "characters" })).toEqual(wanted.split("|"));
  });
});

describe("for any text", () => {
  test("tokens are those of its normal form, put together they are it but for what separates", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normalized = normalizeText(text);
        expect(splitTokens(normalized)).toEqual(splitTokens(text));
        expect(splitTokens(text, { tokens: "characters" }).join("")).toBe(normalized);
        let from = 0;
        for (const token of splitTokens(text)) {
          expect(token).not.toBe("");
          from = normalized.indexOf(token, from) + token.length;
          expect(from).toBeGreaterThanOrEqual(token.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("a text that is printable ASCII has the tokens that it has beside other characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
        expect(splitTokens(`${text} é`)).toEqual([...splitTokens(text), "é"]);
      }),
    );
  });

  test("locateTokens gives the same tokens, in order, from parts that do not overlap", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("words", "characters"), (text, tokens) => {
        const located = locateTokens(text, { tokens });
        expect(located.map(({ token }) => token)).toEqual(splitTokens(text, { tokens }));
        let from = 0;
        for (const { start, end } of located) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          from = start;
        }
        expect(located.every(({ end }) => end <= text.length)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("the part of a token reads as the token where the text is plain", () => {
    const plain = fc.string({ unit: fc.constantFrom(...Array.from("aÉß’'. \u200d한ก็你")) });
    fc.assert(
      fc.property(plain, (text) => {
        for (const { token, start, end } of locateTokens(text)) {
          expect(splitTokens(text.slice(start, end))).toEqual([token]);
        }
      }),
    );
  });
});

describe("locateTokens", () => {
  test("names the part of the text as it stands", () => {
    const text = " <p>It’s <b>GR</b>E&#x301;AT,&nbsp;Ｗow…</p>";
    const parts = locateTokens(text).map(({ token, start, end }) => [
      token,
      text.slice(start, end),
    ]);
    expect(parts).toEqual([
      ["it's", "It’s"],
      ["gréat", "GR</b>E&#x301;AT"],
      ["wow", "Ｗow"],
    ]);
  });

  test("takes a megabyte of marks for one token", () => {
    const text = `e${"\u0316".repeat(2 ** 20)}`;
    expect(locateTokens(text)).toEqual([{ token: text, start: 0, end: text.length }]);
  });
});

describe("options", () => {
  test("that are wrong are named", () => {
    expect(() => Reflect.apply(splitTokens, undefined, ["a", { tokens: "letters" }])).toThrow(
      'splitTokens: expected tokens to be "words" or "characters", got "letters"',
    );
    expect(() => Reflect.apply(locateTokens, undefined, ["a", { token: "words" }])).toThrow(
      /^locateTokens: .*token/,
    );
  });
});
