import type { LabelledData, LabelledTexts } from "@rnn/labelled-text";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildVocabulary } from "../src/build-vocabulary.ts";
import type { DataSummary } from "../src/data-summary.ts";
import { formatSummary } from "../src/format-summary.ts";
import { summarize } from "../src/summarize.ts";
import type { SummarizeOptions } from "../src/summarize-options.ts";
import { textFormat2 } from "../src/text/text-format-2.ts";

function textsOf(texts: readonly string[], labels: readonly number[]): LabelledTexts {
  return { texts, labels: Uint8Array.from(labels), origins: texts.map((_, i) => `a.csv:${i + 2}`) };
}

function dataOf(train: LabelledTexts, tested?: LabelledTexts): LabelledData {
  const classNames = ["neg", "pos"] as const;
  return { train, test: tested, classNames, description: "a.csv", skippedRows: 0, remarks: [] };
}

/** Texts without anything to warn of: all different, all words known, classes in turn. */
function soundTexts(count: number, start = 0): LabelledTexts {
  const numbers = Array.from({ length: count }, (_, i) => i + start);
  return textsOf(
    numbers.map((i) => i.toString(2).split("").join(" ")),
    numbers.map((i) => i % 2),
  );
}

const all = { numWords: 1000, skipTop: 0 };

function messagesOf({ warnings }: DataSummary): string[] {
  return warnings.map(({ message }) => message);
}

function summaryOf(data: LabelledData, maxlen = 100): DataSummary {
  return summarize(data, buildVocabulary(data.train.texts, all), { maxlen });
}

describe("summarize", () => {
  test("counts classes, words and rows of train and test", () => {
    const train = textsOf(["a b c d e", "a", "", "a b", "?!"], [1, 0, 0, 1, 1]);
    const tested = textsOf(["a z", "z z"], [0, 1]);
    const { train: t, test: u, classNames } = summaryOf(dataOf(train, tested), 2);
    expect(classNames).toEqual(["neg", "pos"]);
    expect(t).toEqual({
      texts: 5,
      classCounts: [2, 3],
      // np.percentile([5, 1, 0, 2, 0], [0, 25, 50, 75, 100])
      lengths: { min: 0, lowerQuartile: 0, median: 1, upperQuartile: 2, max: 5 },
      unknownShare: 0,
      emptyRows: 2,
      unknownRows: 2,
      cutShare: 0.2,
      repeatedRows: 0,
    });
    expect(u).toEqual({
      texts: 2,
      classCounts: [1, 1],
      lengths: { min: 2, lowerQuartile: 2, median: 2, upperQuartile: 2, max: 2 },
      unknownShare: 0.75,
      emptyRows: 0,
      unknownRows: 1,
      cutShare: 0,
      repeatedRows: 0,
    });
  });

  test("has NumPy's quartiles between lengths", () => {
    const texts = [1, 2, 4, 8].map((length) => "w ".repeat(length));
    // np.percentile([1, 2, 4, 8], [0, 25, 50, 75, 100])
    expect(summaryOf(dataOf(textsOf(texts, [0, 1, 0, 1]))).train.lengths).toEqual({
      min: 1,
      lowerQuartile: 1.75,
      median: 3,
      upperQuartile: 5,
      max: 8,
    });
  });

  test("cuts by known words, which are what the network is given", () => {
    const data = dataOf(textsOf(["a a a b c", "a"], [0, 1]));
    const vocabulary = [null, null, null, null, "a"];
    expect(summarize(data, vocabulary, { maxlen: 3 }).train.cutShare).toBe(0);
    expect(summarize(data, vocabulary, { maxlen: 2 }).train.cutShare).toBe(0.5);
  });

  test("counts copies within train, within test, and in both, whatever their case; empty texts do not count", () => {
    const train = textsOf(["a", "b", "A!", "<i>a</i>", "", "", " ", " "], [0, 1, 0, 1, 0, 0, 0, 0]);
    const tested = textsOf(["b", "c", "c", "A", "", " "], [0, 1, 0, 1, 0, 0]);
    const summary = summaryOf(dataOf(train, tested));
    expect(summary.train.repeatedRows).toBe(2);
    expect(summary.test?.repeatedRows).toBe(1);
    expect(summary.leakedRows).toBe(2);
  });

  test("refuses a maxlen that is not a whole number from 1 on", () => {
    const data = dataOf(soundTexts(4));
    for (const maxlen of [0, 1.5]) expect(() => summaryOf(data, maxlen)).toThrow(RangeError);
  });
});

describe("the warnings", () => {
  test("are none for sound data", () => {
    expect(summaryOf(dataOf(soundTexts(200), soundTexts(50, 1000))).warnings).toEqual([]);
  });

  const { texts, labels } = soundTexts(200);
  const sound = [...labels];
  test.each<[string, LabelledData, string]>([
    ["few texts", dataOf(soundTexts(99)), "There are only 99 texts to train on"],
    [
      "a rare class",
      dataOf(
        textsOf(
          texts,
          sound.map((_, i) => (i % 11 === 0 ? 1 : 0)),
        ),
      ),
      'The class "pos" hardly occurs: 19 of 200 texts.',
    ],
    [
      "a class below 5 %",
      dataOf(
        textsOf(
          soundTexts(1000).texts,
          Array.from({ length: 1000 }, (_, i) => (i % 21 === 0 ? 0 : 1)),
        ),
      ),
      'The class "neg" hardly occurs: 48 of 1000 texts.',
    ],
    [
      "texts sorted by class",
      dataOf(
        textsOf(
          texts,
          sound.map((_, i) => (i < 100 ? 1 : 0)),
        ),
      ),
      "The texts come sorted by class.",
    ],
    [
      "copies in train",
      dataOf(textsOf([...texts.slice(0, 197), "0", "0", "0"], sound)),
      "3 of 200 training texts repeat an earlier one, and may fall on both sides of a split.",
    ],
    [
      "copies in test",
      dataOf(soundTexts(200), textsOf(["1 2", "1 2"], [0, 1])),
      "1 of 2 test texts repeat an earlier one.",
    ],
    [
      "test texts from train",
      dataOf(soundTexts(200), soundTexts(10, 199)),
      "1 of 10 test texts are training texts too, case and punctuation aside: the test accuracy will flatter.",
    ],
    [
      "texts without a known word",
      dataOf(soundTexts(200), textsOf(["x", "y", "0"], [0, 1, 1])),
      "2 of 3 test texts have no word of the vocabulary",
    ],
  ])("warn of %s", (_, data, words) => {
    expect(messagesOf(summaryOf(data)).join("\n")).toContain(words);
  });

  test("warn once of words that are not in the vocabulary, and of texts that are empty without them", () => {
    const data = dataOf(soundTexts(200), soundTexts(200, 1000));
    const warnings = messagesOf(summarize(data, [null, null, null, null, "x"], { maxlen: 10 }));
    expect(warnings.filter((message) => message.includes("--num-words"))).toEqual([
      "100.0 % of the training texts' words are not in the vocabulary. " +
        "A higher --num-words lets the network see more.",
    ]);
    const skipping = summarize(data, [null, "x"], { maxlen: 10, skipTop: 4 });
    expect(messagesOf(skipping).join("\n")).toContain(
      "A higher --num-words or a lower --skip-top lets the network see more.",
    );
    expect(warnings.filter((message) => message.includes("to the network"))).toHaveLength(2);
  });

  test("speak of characters where these are read", () => {
    const data = dataOf(soundTexts(200), soundTexts(10, 1000));
    const format = { textFormat: textFormat2, tokens: "characters" } as const;
    const messages = messagesOf(summarize(data, [null, "1"], { maxlen: 1, ...format })).join("\n");
    expect(messages).toContain("texts' characters are not in the vocabulary");
    expect(messages).toContain("reads the last 1 known characters of a text");
    expect(messages).not.toMatch(/(?<!-)\bwords\b/);
  });

  const codesOf = (data: LabelledData, options: SummarizeOptions) =>
    summarize(data, buildVocabulary(data.train.texts), options).warnings.map(({ code }) => code);

  test("have a code each", () => {
    expect(codesOf(dataOf(soundTexts(200), soundTexts(10, 199)), { maxlen: 100 })).toEqual([
      "leaked-texts",
    ]);
  });

  test("warn of texts without a known word among those that made no word known", () => {
    // 120 texts to validate with, 105 of which have words of their own.
    const learnt = Array.from({ length: 480 }, (_, i) => `common ${i.toString(2)} of words`);
    const kept = Array.from({ length: 120 }, (_, i) => (i < 105 ? `own${i}` : `words ${i}`));
    const all600 = [...learnt, ...kept];
    const data = dataOf(
      textsOf(
        all600,
        all600.map((_, i) => i % 2),
      ),
    );
    const vocabulary = buildVocabulary(learnt, { numWords: 3 });
    const validationRows = kept.map((_, i) => 480 + i);
    const summary = summarize(data, vocabulary, { maxlen: 100, validationRows });
    expect(summary.validation).toMatchObject({ texts: 120, unknownRows: 105 });
    expect(messagesOf(summary).join("\n")).toContain(
      "105 of 120 validation texts have no word of the vocabulary: to the network they are all the same.",
    );
  });

  test("of words that no training text has do not ask for a larger vocabulary", () => {
    const data = dataOf(soundTexts(200), textsOf(["x y", "y z"], [0, 1]));
    const [words] = messagesOf(summaryOf(data));
    expect(words).toBe(
      "100.0 % of the test texts' words are not in the vocabulary. " +
        "No training text has these words: train on more texts, or on texts of the same kind.",
    );
  });

  test("of texts without any word ask for the column", () => {
    const data = dataOf(
      textsOf(
        Array<string>(200).fill("..."),
        Array.from({ length: 200 }, (_, i) => i % 2),
      ),
    );
    expect(messagesOf(summaryOf(data))).toContain(
      "200 of 200 training texts have no word: to the network they are all the same. " +
        "See whether the right column is read: --text-column.",
    );
  });

  test("warn of ten rows, without calling five of them rare", () => {
    const data = dataOf(soundTexts(10));
    const summary = summarize(data, buildVocabulary(data.train.texts), {
      maxlen: 100,
      validationRows: [0, 1],
    });
    expect(messagesOf(summary)).toEqual([
      "There are only 8 texts to train on; figures from so few say little. " +
        "Give more texts: a few hundred of each class are a beginning.",
      "There are only 2 texts to validate with: each one moves the validation accuracy by 50.0 %. " +
        "Give more texts, or keep more of them: --validation-size.",
    ]);
  });

  test("warn of one row to train on, and of the class that it is not of", () => {
    const validationRows = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    const data = dataOf(soundTexts(10));
    const summary = summarize(data, buildVocabulary(["1 0 0 1"]), { maxlen: 100, validationRows });
    expect(messagesOf(summary)).toEqual([
      "There is only 1 text to train on: nothing can be learnt from it. " +
        "Give more texts, or keep fewer for validation: --validation-size.",
      expect.stringContaining("There are only 9 texts to validate with"),
      'Of the class "neg" there is no text to train on: the network cannot learn it. ' +
        "Give more texts of it, or another --seed for the split.",
    ]);
  });

  test("warn of 10 rows of a class among 1000", () => {
    const data = dataOf(
      textsOf(
        soundTexts(1000).texts,
        Array.from({ length: 1000 }, (_, i) => (i % 100 === 0 ? 1 : 0)),
      ),
    );
    expect(codesOf(data, { maxlen: 100 })).toEqual(["rare-class"]);
  });

  test("warn of texts that are cut, and name a --maxlen that fits", () => {
    // 87 of 100 texts have more than 10 words; nine of ten have 50 or fewer.
    const lengths = Array.from({ length: 100 }, (_, i) => (i < 13 ? 5 : i < 90 ? 50 : 200));
    const data = dataOf(
      textsOf(
        lengths.map((length, i) => `w${i} `.repeat(length)),
        lengths.map((_, i) => i % 2),
      ),
    );
    const summary = summarize(data, buildVocabulary(data.train.texts), { maxlen: 10 });
    expect(summary.warnings).toEqual([
      {
        code: "cut-texts",
        message:
          "87.0 % of the training texts are cut: the network reads the last 10 known words of a text. " +
          "--maxlen 50 would read nine of ten whole, and training would take longer.",
      },
    ]);
  });

  test("do not warn of a few copies, nor of half of the words unknown", () => {
    const copies = textsOf([...texts.slice(0, 198), texts[0], texts[1]], sound);
    expect(summaryOf(dataOf(copies)).warnings).toEqual([]);
    const half = dataOf(soundTexts(200), textsOf(["1 x y", "1 z 0"], [0, 1]));
    expect(summaryOf(half).warnings).toEqual([]);
  });
});

describe("formatSummary", () => {
  test("is a table of train and test, with the notes under it", () => {
    const data = dataOf(textsOf(["a b c", "a", "", "a b"], [0, 0, 1, 1]), {
      ...textsOf(["a x", "a"], [0, 1]),
      origins: ["t.csv:2", "t.csv:3"],
    });
    expect(formatSummary({ ...summaryOf(data, 2), remarks: ["Left aside: x."] })).toBe(
      `Texts: a.csv

                                             train              test
texts                                            4                 2
  neg                                   2 (50.0 %)        1 (50.0 %)
  pos                                   2 (50.0 %)        1 (50.0 %)
words a text: least                              0                 1
  lower quartile                              0.75              1.25
  median                                       1.5               1.5
  upper quartile                              2.25              1.75
  most                                           3                 2
words not in the vocabulary                  0.0 %            33.3 %
texts without a word                    1 (25.0 %)         0 (0.0 %)
texts without a known word              1 (25.0 %)         0 (0.0 %)
texts cut at 2 known words                  25.0 %             0.0 %
texts that repeat an earlier one                 0                 0
test texts to train on too                                         1

Note: Left aside: x.

Note: There are only 4 texts to train on; figures from so few say little. Give
more texts: a few hundred of each class are a beginning.

Note: The texts come sorted by class. The run shuffles them; a split taken by
hand would not.

Note: 1 text has the same words as an earlier text and another class: "a" is
"neg" in a.csv:3, "pos" in t.csv:3. No classifier can be right on both: give
each text one class.

Note: 1 of 2 test texts are training texts too, case and punctuation aside:
the test accuracy will flatter. Take them out of one of the two. One is "a",
in a.csv:3 and as a test text in t.csv:3.`,
    );
  });

  test("has one column where there is no test", () => {
    const printed = formatSummary(summaryOf(dataOf(soundTexts(200))));
    expect(printed).not.toContain("test");
    expect(printed).toContain("\ntexts                                          200\n");
  });

  test("shows enough of long names of classes to tell them apart, wide letters in two columns each", () => {
    const summary = summaryOf(dataOf(soundTexts(200)));
    const rowsOf = (classNames: readonly string[]) =>
      formatSummary({ ...summary, classNames })
        .split("\n")
        .slice(4, 6);
    const long = "balance_not_updated_after_";
    expect(rowsOf([`${long}bank_transfer`, `${long}cheque`])).toEqual([
      `  ${long}...       100 (50.0 %)`,
      `  ${long}...       100 (50.0 %)`,
    ]);
    expect(rowsOf(["일반 문의", "해지"])).toEqual([
      `  일반 문의${" ".repeat(27)}100 (50.0 %)`,
      `  해지${" ".repeat(32)}100 (50.0 %)`,
    ]);
  });

  test("breaks notes in wide letters where a terminal's line ends", () => {
    const summary = summaryOf(dataOf(soundTexts(200)));
    const lines = formatSummary({ ...summary, remarks: ["영화 ".repeat(29).trim()] }).split("\n");
    expect(lines.slice(-2)).toEqual([
      `Note: ${"영화 ".repeat(14)}`.trim(),
      "영화 ".repeat(15).trim(),
    ]);
  });

  test("counts in characters where the texts are read so", () => {
    const printed = formatSummary(summaryOf(dataOf(soundTexts(200))), { tokens: "characters" });
    expect(printed).toContain("\ncharacters a text: least");
    expect(printed).toContain("\ncharacters not in the vocabulary");
    expect(printed).not.toMatch(/words?\b(?=.*%)/);
  });

  test("keeps to 80 columns and prints no control character, whatever the names are", () => {
    const summary = summaryOf(dataOf(soundTexts(3), soundTexts(3)));
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(name, name, (first, second) => {
        const printed = formatSummary({
          ...summary,
          classNames: [first, second],
          description: first,
          remarks: [second],
        });
        for (const line of printed.split("\n")) {
          expect(line.length).toBeLessThanOrEqual(80);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });
});
