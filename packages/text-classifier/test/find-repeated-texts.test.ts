import { describe, expect, test } from "vitest";
import { findRepeatedTexts } from "../src/find-repeated-texts.ts";
import { warnOfRepeatedTexts } from "../src/warn-of-repeated-texts.ts";

function textsOf(name: string, texts: readonly string[], labels: readonly number[]) {
  const origins = texts.map((_, i) => `${name}:${i + 2}`);
  return { texts, labels: Uint8Array.from(labels), origins };
}

const classNames = ["bad", "good", "fair"];

describe("findRepeatedTexts", () => {
  const train = textsOf(
    "a.csv",
    ["A great film!", "dull", "a GREAT film", "", "!?", "!?", "Dull.", "new", "dull"],
    [1, 0, 2, 0, 0, 1, 0, 1, 1],
  );
  const tested = textsOf("t.csv", ["<b>New</b>", "other", "Other!", "dull\n"], [0, 1, 1, 0]);

  test("counts texts of the same words within a part and in two, and those of two classes", () => {
    const found = findRepeatedTexts({ train, test: tested }, { validationRows: [6, 7] });
    const rows = Object.fromEntries(Object.entries(found).map(([name, each]) => [name, each.rows]));
    expect(rows).toEqual({
      train: 3,
      test: 1,
      trainInValidation: 1,
      trainInTest: 2,
      contradictions: 3,
    });
  });

  test("names the first rows of each, as they were written", () => {
    const { contradictions, trainInTest } = findRepeatedTexts({ train, test: tested });
    expect(contradictions.examples[0]).toEqual({
      text: "A great film!",
      first: { origin: "a.csv:2", label: 1 },
      second: { origin: "a.csv:4", label: 2 },
    });
    expect(trainInTest.examples.map(({ first, second }) => [first.origin, second.origin])).toEqual([
      ["a.csv:9", "t.csv:2"],
      ["a.csv:3", "t.csv:5"],
    ]);
  });

  test("keeps three examples of many", () => {
    const many = textsOf("a.csv", Array<string>(1000).fill("one"), Array<number>(1000).fill(0));
    const { train: copies, contradictions } = findRepeatedTexts({ train: many, test: undefined });
    expect([copies.rows, copies.examples.length, contradictions.rows]).toEqual([999, 3, 0]);
  });

  test("shows contradictions of different texts, though it counts all", () => {
    const texts = ["one", "one", "one", "one", "one", "two", "two", "Two!", "three", "three"];
    const { contradictions } = findRepeatedTexts({
      train: textsOf("a.csv", texts, [0, 1, 1, 1, 1, 0, 1, 1, 0, 1]),
      test: undefined,
    });
    expect(contradictions.rows).toBe(7);
    expect(contradictions.examples.map(({ text }) => text)).toEqual(["one", "two", "three"]);
  });

  test("finds none among texts without words, nor in no texts", () => {
    const empty = textsOf("a.csv", ["", " ", "...", "..."], [0, 1, 0, 1]);
    for (const none of [empty, textsOf("a.csv", [], [])]) {
      const found = findRepeatedTexts({ train: none, test: none });
      expect(Object.values(found).every((each) => each.rows === 0)).toBe(true);
    }
  });
});

describe("warnOfRepeatedTexts", () => {
  test("names texts of two classes, however few, and validation texts that were trained on", () => {
    const texts = ["x\u001b[2J", "X \u001b[2J", ...Array.from({ length: 98 }, (_, i) => `t${i}`)];
    const train = textsOf("a.csv", [...texts, "t0", "t1"], [0, 1, ...Array<number>(100).fill(2)]);
    const found = findRepeatedTexts({ train, test: undefined }, { validationRows: [100, 101] });
    const sizes = { train: 102, validation: 2, test: 0 };
    expect(warnOfRepeatedTexts(found, sizes, classNames)).toEqual([
      {
        code: "contradicting-texts",
        message:
          '1 text has the same words as an earlier text and another class: "x\\u001b[2J" is "bad" in a.csv:2, ' +
          '"good" in a.csv:3. No classifier can be right on both: give each text one class.',
      },
      {
        code: "leaked-texts",
        message:
          "2 of 2 validation texts are texts to train on too, case and punctuation aside: the validation accuracy " +
          'will flatter. Leave the copies out. One is "t0", in a.csv:4 and as a validation text in a.csv:102.',
      },
      {
        code: "repeated-texts",
        message:
          "3 of 102 training texts repeat an earlier one, and may fall on both sides of a split. Leave the copies " +
          'out. One is "x\\u001b[2J", in a.csv:2 and in a.csv:3.',
      },
    ]);
  });

  test("is silent on a few copies of one class", () => {
    const texts = [...Array.from({ length: 200 }, (_, i) => `t${i}`), "t0"];
    const train = textsOf("a.csv", texts, Array<number>(201).fill(0));
    const found = findRepeatedTexts({ train, test: undefined });
    expect(warnOfRepeatedTexts(found, { train: 201, validation: 0, test: 0 }, classNames)).toEqual(
      [],
    );
  });
});
