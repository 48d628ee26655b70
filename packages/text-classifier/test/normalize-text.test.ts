import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classOf } from "../src/text/character-class.ts";
import { foldText } from "../src/text/fold-text.ts";
import { normalizeText } from "../src/text/normalize-text.ts";
import { anyText, assignedText } from "./any-text.ts";

describe("normalizeText writes in one way", () => {
  test.each([
    [
      "quotes",
      "‘don’t’ “no” „so“ «ça» don´t don`t ʼn",
      "'don't' \"no\" \"so\" \"ça\" don't don't 'n",
    ],
    ["dashes and ellipses", "truly—great – well‐made… −3", "truly-great - well-made... -3"],
    ["white space and line ends", "\r\n a\u00a0b\u3000c\u2028d\te\r\nf\rg \u0085", "a b c d e f g"],
    ["wide and narrow characters", "ＧＲＥＡＴ！ ｶﾞﾝﾊﾞﾚ ￡５", "great! ガンバレ £5"],
    ["ligatures and styles", "ﬁne 𝐆𝐫𝐞𝐚𝐭 𝟙 ﷲ ﺳﻼﻡ", "fine great 1 الله سلام"],
    ["marks", "cafe\u0301 Å\u212b", "café åå"],
    ["capitals", "İYİ IŞIK ΟΔΟΣ ЁЖ Ǆ ẞ ᲐᲑ", "iyi işik οδοσ ёж ǆ ß აბ"],
    [
      "what does not show",
      "gre\u00adat\u200b fi\u200dlm\ufeff \u0000s\u001bo\u202e",
      "great film so",
    ],
    ["words of Persian", "می‌خواهم", "میخواهم"],
    ["emoji", "👍🏽 ❤️ 👨‍👩‍👧", "👍 ❤ 👨👩👧"],
    ["control characters that part", "a\u001cb\u000bc", "a b c"],
    ["halves of characters", "a\ud83db\udc00 \ufffd", "a b"],
  ])("%s", (_, text, wanted) => {
    expect(normalizeText(text)).toBe(wanted);
  });
});

describe("normalizeText resolves HTML", () => {
  test.each([
    ["<p>A great film</p>", "a great film"],
    ["A great<br />film<BR>now", "a great film now"],
    ["<b>g</b>reat <SPAN class='x y'>film</SPAN>", "great film"],
    ['<a href="http://x.org/?a=1&amp;b=2" title="x > y" rel=nofollow>here</a>', "here"],
    ['<a title="the “best” film" href="x">here</a>', "here"],
    ["<input disabled type=checkbox checked/>ok", "ok"],
    ["a<!-- not <b>this</b> -->b", "ab"],
    ["a<script>if (a < b) x()</script>b<style>p { }</style>c", "a b c"],
    ["<!DOCTYPE html><?xml version='1.0'?><o:p></o:p><my-tag>x</my-tag>", "x"],
    ["<![CDATA[in it]]>", "in it]]>"],
    ["&quot;Gr&eacute;at&quot;&nbsp;&amp; &Eacute;&#39;&#x27;&#146;&rsquo;", "\"gréat\" & é''''"],
    ["&amp;amp;lt; &amp;quot;", '< "'],
    ["&lt;br /&gt;&lt;b&gt;g&lt;/b&gt;reat", "great"],
    ["e&#x301; co&shy;op &#0; &#xD800; &#x110000; &#1114112;", "é coop"],
  ])("%s", (text, wanted) => {
    expect(normalizeText(text)).toBe(wanted);
  });

  test.each([
    "a < b and c > d",
    "a<b and c>d",
    "i <3 it, x<-1",
    "dear <user>, see <url>",
    "at&t, r&d; &notaname; &# &#; &#x; &",
    "<b",
    "<!-- open",
    "<",
    "<<>>",
  ])("but leaves %s", (text) => {
    expect(normalizeText(text)).toBe(text);
  });

  test("a script that never ends is no more than its tag", () => {
    expect(normalizeText("a<script>b")).toBe("a b");
  });
});

describe("normalizeText for any text", () => {
  test("changes nothing when applied again", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normalized = normalizeText(text);
        expect(normalizeText(normalized)).toBe(normalized);
      }),
      { numRuns: 3000 },
    );
  });

  test("gives the same for NFC and NFD", () => {
    fc.assert(
      fc.property(assignedText, (text) => {
        expect(normalizeText(text.normalize("NFD"))).toBe(normalizeText(text.normalize("NFC")));
      }),
      { numRuns: 1000 },
    );
  });

  test("does both for every single character of Unicode", () => {
    const wrong: string[] = [];
    for (let point = 0; point < 0x110000; point++) {
      // Most of these planes is the same.
      if (point > 0x32000 && point < 0xe0000) continue;
      if (point > 0xe1000 && point % 0x1000 > 2) continue;
      const text = String.fromCodePoint(point);
      const folded = foldText(text);
      const isStable = foldText(folded) === folded && foldText(text.normalize("NFD")) === folded;
      if (!isStable && classOf(point) !== 6) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test("lets only U+0020 be white space, one at a time and inside", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalizeText(text)).not.toMatch(/^ | $| {2}|[^\S ]/);
      }),
    );
  });

  test.each([
    ["marks", "e" + "\u0301".repeat(2 ** 20)],
    ["zero-width characters", "\u200d".repeat(2 ** 20)],
    ["lone surrogates", "\ud800".repeat(2 ** 20)],
    ["open tags", "<a href=".repeat(2 ** 17)],
    ["open quotes", `<a b="' c='`.repeat(2 ** 17)],
    ["attributes", `<a${" b=c".repeat(2 ** 18)}`],
    ["spaces in a tag", `<a${" ".repeat(2 ** 20)}<`],
    ["open comments", "<!--<script>".repeat(2 ** 17)],
    ["comments that close late", `${"<!--<b".repeat(2 ** 17)}-->`],
    ["tags in tags", "<b".repeat(2 ** 18) + ">".repeat(2 ** 18)],
    ["escaped escapes", `&${"amp;".repeat(2 ** 18)}`],
    ["open references", "&#x1&am&".repeat(2 ** 17)],
    ["dotted i", `i${"\u0307".repeat(2 ** 20)}`],
  ])("takes time in proportion to the text: a megabyte of %s", (_, text) => {
    expect(normalizeText(text).length).toBeLessThanOrEqual(2 * text.length);
  });

  test("refuses what is not a string", () => {
    const wrong = [1, null, undefined, ["a"]];
    for (const value of wrong) {
      expect(() => Reflect.apply(normalizeText, undefined, [value])).toThrow(
        /^normalizeText: expected text to be a string/,
      );
    }
  });
});
