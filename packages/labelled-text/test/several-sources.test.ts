import path from "node:path";
import { describe, expect, test } from "vitest";
import { readLabelledTexts } from "../src/read-labelled-texts.ts";
import { sampleLabelledData } from "../src/sample-labelled-data.ts";
import { failureOf, fileOf, folderOf } from "./text-files.ts";

const csv = (name: string, ...rows: string[]) => ({
  name,
  content: ["text,label", ...rows, ""].join("\n"),
});

describe("several sources", () => {
  test("give their rows one after the other, and the classes of all", async () => {
    const { train, classNames, description } = await readLabelledTexts([
      csv("a.csv", "one,x", "two,z"),
      csv("b.csv", "three,y"),
      { name: "c.jsonl", content: '{"text": "four", "label": "x"}\n' },
    ]);
    expect(classNames).toEqual(["x", "y", "z"]);
    expect(train).toEqual({
      texts: ["one", "two", "three", "four"],
      labels: Uint8Array.of(0, 2, 1, 0),
      origins: ["a.csv:2", "a.csv:3", "b.csv:2", "c.jsonl:1"],
    });
    expect(description).toBe(
      'a.csv, texts in "text", labels in "label"; b.csv, texts in "text", labels in "label"; ' +
        'c.jsonl, texts in "text", labels in "label"',
    );
  });

  test("may be paths, files and folders, and one alone is as it is without a list", async () => {
    const file = fileOf("a.csv", "text,label\none,neg\ntwo,pos\n");
    const folder = folderOf({ "neg/1.txt": "bad", "pos/1.txt": "good" });
    const both = await readLabelledTexts([file, folder]);
    expect(both.classNames).toEqual(["neg", "pos"]);
    expect(both.train.texts).toEqual(["one", "two", "bad", "good"]);
    expect(await readLabelledTexts([file])).toEqual(await readLabelledTexts(file));
  });

  test("may each hold one class, but two of all", async () => {
    const data = await readLabelledTexts([csv("a.csv", "one,spam"), csv("b.csv", "two,ham")]);
    expect(data.classNames).toEqual(["ham", "spam"]);
    expect(data.train.labels).toEqual(Uint8Array.of(1, 0));
    const wrong = readLabelledTexts([csv("a.csv", "one,x"), csv("b.csv", "two,x")]);
    expect(await failureOf(wrong)).toMatchObject({
      code: "ERR_RNN_TEXT_CLASSES",
      message: expect.stringMatching(/two classes or more, got 1: "x" \(2\) \(in a\.csv, b\.csv\)/),
    });
  });

  test("that bear one name are told apart by their paths", async () => {
    const one = fileOf("a.csv", "text,label\none,x\ntwo,y\n");
    const other = fileOf("a.csv", "text,label\nthree,x\n");
    const { train } = await readLabelledTexts([one, other]);
    expect(train.origins).toEqual([`${one}:2`, `${one}:3`, `${other}:2`]);
  });

  test("name the one whose remark or fault it is", async () => {
    const { remarks, skippedRows } = await readLabelledTexts([
      csv("a.csv", "one,x", "two,X"),
      csv("b.csv", "", "three,y"),
    ]);
    expect(skippedRows).toBe(1);
    expect(remarks).toEqual([
      "b.csv: Skipped 1 empty line.",
      'The labels "X", "x" differ only in how they are written: each is a class.',
    ]);
    const wrong = readLabelledTexts([csv("a.csv", "one,x"), csv("b.csv", "two,y,z")]);
    expect(await failureOf(wrong)).toMatchObject({ location: "b.csv", line: 2 });
  });

  test("must be there before any is read, and each but once", async () => {
    const file = fileOf("a.csv", "text,label\none,x\ntwo,y\n");
    const missing = path.join(path.dirname(file), "none.csv");
    const seen: number[] = [];
    const reading = readLabelledTexts([file, missing], { onProgress: () => seen.push(1) });
    expect(await failureOf(reading)).toMatchObject({
      code: "ERR_RNN_TEXT_NOT_FOUND",
      location: missing,
    });
    expect(seen).toEqual([]);
    expect(await failureOf(readLabelledTexts([file, file]))).toMatchObject({
      message: expect.stringMatching(/expected each source once, got one twice/),
    });
  });

  test("have one progress", async () => {
    const sources = [csv("a.csv", "one,x"), csv("b.csv", "two,y")].map(({ name, content }) => ({
      name,
      content: new TextEncoder().encode(content),
    }));
    const seen: unknown[] = [];
    await readLabelledTexts(sources, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { loadedBytes: 17, totalBytes: 34 },
      { loadedBytes: 34, totalBytes: 34 },
    ]);
  });

  test("with labels that a model's classes do not name are refused", async () => {
    const reading = readLabelledTexts([csv("a.csv", "one,x"), csv("b.csv", "two,q")], {
      classNames: ["x", "y"],
    });
    expect(await failureOf(reading)).toMatchObject({
      message: expect.stringMatching(/The model has no class "q"/),
      location: "b.csv",
    });
  });
});

describe("a column of weights", () => {
  const weighted = "text,label,w\none,x,2\ntwo,y, 0.5 \nthree,x,0\n";

  test("gives each text its own where it is named", async () => {
    const options = { weightColumn: "w" };
    const { train, description } = await readLabelledTexts(
      { name: "a.csv", content: weighted },
      options,
    );
    expect(train.weights).toEqual(Float64Array.of(2, 0.5, 0));
    expect(description).toBe('a.csv, texts in "text", labels in "label", weights in "w"');
    const json = [
      { text: "one", label: "x", w: 2 },
      { text: "two", label: "y", w: "1e1" },
    ];
    const read = await readLabelledTexts(
      { name: "a.json", content: JSON.stringify(json) },
      options,
    );
    expect(read.train.weights).toEqual(Float64Array.of(2, 10));
    expect((await readLabelledTexts({ name: "a.csv", content: weighted })).train.weights).toBe(
      undefined,
    );
  });

  test("is taken for neither texts nor labels", async () => {
    const content = "review,weight,what\none,1,x\ntwo,2,y\n";
    const options = { weightColumn: "weight" };
    const { train, classNames } = await readLabelledTexts({ name: "a.csv", content }, options);
    expect([train.texts, classNames]).toEqual([
      ["one", "two"],
      ["x", "y"],
    ]);
    const ofTexts = readLabelledTexts(
      { name: "a.csv", content: "text,label\n1,x\n2,y\n" },
      { weightColumn: "text" },
    );
    expect(await failureOf(ofTexts)).toMatchObject({
      code: "ERR_RNN_TEXT_COLUMN",
      message: expect.stringContaining(
        'got the columns "text", "label", of which "text" holds the weights',
      ),
    });
    const same = readLabelledTexts(
      { name: "a.csv", content: weighted },
      { labelColumn: "w", weightColumn: "w" },
    );
    expect(await failureOf(same)).toMatchObject({
      code: "ERR_RNN_TEXT_COLUMN",
      message: expect.stringMatching(/weights of its own, not "w" for two.*--weight-column/),
    });
  });

  test.each([
    ["-1", '"-1"'],
    ["", "none"],
    ["many", '"many"'],
    ["Infinity", '"Infinity"'],
  ])("refuses %j", async (weight, got) => {
    const content = `text,label,w\none,x,1\ntwo,y,${weight}\n`;
    const reading = readLabelledTexts({ name: "a.csv", content }, { weightColumn: "w" });
    expect(await failureOf(reading)).toMatchObject({
      line: 3,
      message: expect.stringContaining(`expected a weight from 0 on in each row, got ${got}`),
    });
  });

  test("must be there, and not be asked of a folder", async () => {
    const missing = readLabelledTexts(
      { name: "a.csv", content: weighted },
      { weightColumn: "weights" },
    );
    expect(await failureOf(missing)).toMatchObject({
      message: expect.stringMatching(/the column "weights".*Give --weight-column one/),
    });
    const folder = folderOf({ "neg/1.txt": "bad", "pos/1.txt": "good" });
    expect(await failureOf(readLabelledTexts(folder, { weightColumn: "w" }))).toMatchObject({
      message: expect.stringMatching(/Leave --weight-column out/),
    });
  });
});

describe("sampleLabelledData", () => {
  const rows = Array.from({ length: 20 }, (_, i) => `t${i},${i % 2},${i}`).join("\n");
  const source = { name: "a.csv", content: `text,label,w\n${rows}\n` };

  test("keeps some texts in their order with all that is theirs, equal for equal seeds", async () => {
    const data = await readLabelledTexts(source, { weightColumn: "w" });
    const { train, remarks, classNames } = sampleLabelledData(data, { limit: 5, seed: 1 });
    expect(train.texts).toHaveLength(5);
    const numbers = train.texts.map((text) => Number(text.slice(1)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect([...train.labels]).toEqual(numbers.map((n) => n % 2));
    expect([...(train.weights ?? [])]).toEqual(numbers);
    expect(train.origins).toEqual(numbers.map((n) => `a.csv:${n + 2}`));
    expect(classNames).toEqual(["0", "1"]);
    expect(remarks).toEqual(["Only 5 of 20 texts are used, a sample drawn by seed 1."]);
    expect(sampleLabelledData(data, { limit: 5, seed: 1 }).train).toEqual(train);
    expect(sampleLabelledData(data, { limit: 5, seed: 2 }).train).not.toEqual(train);
  });

  test("keeps all of a part that has no more, and says nothing", async () => {
    const data = await readLabelledTexts(source);
    expect(sampleLabelledData(data, { limit: 20 })).toEqual(data);
    const withTest = { ...data, test: data.train };
    const { test: part, remarks } = sampleLabelledData(withTest, { limit: 3 });
    expect(part?.texts).toHaveLength(3);
    expect(remarks[1]).toMatch(/Only 3 of 20 test texts/);
  });

  test("refuses a limit that is no count", async () => {
    const data = await readLabelledTexts(source);
    expect(() => sampleLabelledData(data, { limit: 0 })).toThrow(/limit to be a whole number/);
  });
});
