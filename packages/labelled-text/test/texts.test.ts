import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import {
  readLabelledTexts,
  readTexts,
  type StreamTextRowsOptions,
  streamTextRows,
} from "../src/index.ts";

const read = async (name: string, content: string, options = {}): Promise<readonly string[]> =>
  (await readTexts({ name, content }, options)).texts;

describe("readTexts", () => {
  test.each([
    ["a column among others", "a.csv", "id,review,stars\n1,A film.,3\n2,,4\n", ["A film.", ""]],
    ["the only column", "a.csv", 'whatever\n"One, two."\nThree.\n', ["One, two.", "Three."]],
    ["the one beside the labels", "a.csv", "words,label\nA film.,\nB.,x\n", ["A film.", "B."]],
    ["semicolons", "a.csv", "id;text\n1;A, b.\n", ["A, b."]],
    ["a quote in a TSV", "a.tsv", 'text\n"A film.\nB."\n', ['"A film.', 'B."']],
    [
      "JSON Lines",
      "a.jsonl",
      '{"text": "A film."}\n{"text": "B.", "label": 3}\n',
      ["A film.", "B."],
    ],
    ["a JSON array", "a.json", '[{"id": 1, "review": "A\\r\\nb."}]', ["A\nb."]],
  ])("reads %s, with labels or without", async (_, name, content, texts) => {
    expect(await read(name, content)).toEqual(texts);
  });

  test("takes the column that is named, and says what it skipped", async () => {
    const content = "text,title\nA film.,One\n,\n\nB.,Two\n";
    const { texts, origins, textColumn, remarks } = await readTexts(
      { name: "a.csv", content },
      { textColumn: "title" },
    );
    expect([texts, origins, textColumn]).toEqual([["One", "Two"], ["a.csv:2", "a.csv:5"], "title"]);
    expect(remarks).toEqual([
      "Skipped 1 row with nothing in any field (line 3).",
      "Skipped 1 empty line.",
    ]);
  });

  test.each([
    ["no column of texts", "a.csv", "a,b,c\n1,2,3\n", "expected a column of texts"],
    ["two of them", "a.csv", "review,comment,c\n1,2,3\n", "expected one column of texts"],
    ["no rows", "a.csv", "text,label\n", "expected rows of texts, got none"],
    ["a row without its text", "a.jsonl", '{"text": "a"}\n{"label": 1}\n', 'a string as "text"'],
  ])("refuses %s", async (_, name, content, message) => {
    await expect(read(name, content)).rejects.toThrow(message);
  });

  test("refuses options that it does not have", async () => {
    await expect(read("a.csv", "text\na\n", { labelColumn: "label" })).rejects.toThrow(
      "readTexts: expected the options ",
    );
  });
});

describe("streamTextRows", () => {
  test.each([0, 1e6])(
    "gives what readTexts gives, as often as asked for, with %d characters kept",
    async (keptCharacters) => {
      for (const source of [
        { name: "a.csv", content: "text,title\nA film.,One\n,\n\nB.,Two\n" },
        { name: "a.jsonl", content: '{"title": "One"}\n\n{"title": "Two"}\n' },
      ]) {
        const options = { textColumn: "title" };
        const { length, batches, ...table } = await streamTextRows(source, {
          ...options,
          keptCharacters,
        });
        for (let times = 0; times < 2; times++) {
          const [texts, origins]: [string[], string[]] = [[], []];
          for await (const batch of batches()) {
            texts.push(...batch.texts);
            origins.push(...batch.origins);
          }
          expect(length).toBe(2);
          expect({ texts, origins, ...table }).toEqual(await readTexts(source, options));
        }
      }
    },
  );

  test("refuses what readTexts refuses, in its own name", async () => {
    const source = { name: "a.csv", content: "a,b,c\n1,2,3\n" };
    await expect(streamTextRows(source)).rejects.toThrow(
      /^streamTextRows: expected a column of texts/,
    );
    await expect(streamTextRows(source, { keptCharacters: -1 })).rejects.toThrow(RangeError);
    const wrong = { labelColumn: "b" } as StreamTextRowsOptions;
    await expect(streamTextRows(source, wrong)).rejects.toThrow(
      /^streamTextRows: expected the options /,
    );
  });
});

test.each([
  ["CSV", "text,label\nA film.,good\nB.,bad\n"],
  ["TSV", "text\tlabel\nA film.\tgood\nB.\tbad\n"],
  ["JSON Lines", '{"text":"A film.","label":"good"}\n{"text":"B.","label":"bad"}\n'],
  ["a JSON array", '\n [{"text":"A film.","label":"good"},{"text":"B.","label":"bad"}]'],
])("a stream need not say that it is %s", async (_, text) => {
  const content = Readable.from([Buffer.from(text)]);
  const { train, classNames } = await readLabelledTexts({ name: "stdin", content });
  expect([train.texts, classNames]).toEqual([
    ["A film.", "B."],
    ["bad", "good"],
  ]);
});
