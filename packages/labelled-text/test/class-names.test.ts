import { describe, expect, test } from "vitest";
import {
  LabelledTextError,
  matchClassNames,
  readLabelledTexts,
  readTextLines,
  readTexts,
} from "../src/index.ts";
import { failureOf } from "./text-files.ts";

const csv = (...labels: string[]) => ({
  name: "a.csv",
  content: `text,label\n${labels.map((label, i) => `film ${i},${label}\n`).join("")}`,
});

describe("the positive class comes second", () => {
  test.each([
    ["neg", "pos"],
    ["negative", "positive"],
    ["Negative", "Positive"],
    ["0", "1"],
    ["-1", "1"],
    ["ham", "spam"],
    ["bad", "good"],
    ["no", "yes"],
    ["FALSE", "TRUE"],
    ["부정", "긍정"],
    ["나쁨", "좋음"],
    ["sad", "happy"],
    ["nein", "ja"],
    ["差评", "好评"],
    ["햄", "스팸"],
    ["2", "10"],
    ["-1", "-0.5"],
    ["not hateful", "hateful"],
    ["non-toxic", "toxic"],
    ["No Fraud", "fraud"],
    ["not_spam", "spam"],
    ["low", "high"],
  ])("of %s and %s, whichever comes first", async (negative, positive) => {
    for (const labels of [
      [negative, positive],
      [positive, negative],
    ]) {
      const { classNames, train } = await readLabelledTexts(csv(...labels));
      expect(classNames).toEqual([negative, positive]);
      expect(Array.from(train.labels, (label) => classNames[label])).toEqual(labels);
    }
    const folders = [negative, positive].map((name) => ({ name: `${name}/1.txt`, content: name }));
    const { classNames, train } = await readLabelledTexts(folders);
    expect(classNames).toEqual([negative, positive]);
    expect(train.texts.map((_, i) => classNames[train.labels[i]])).toEqual(train.texts);
  });

  test("of others is the later in plain string order", async () => {
    expect((await readLabelledTexts(csv("tomato", "apple"))).classNames).toEqual([
      "apple",
      "tomato",
    ]);
  });

  test("is the one asked for, case aside", async () => {
    for (const positive of ["apple", " APPLE "]) {
      const { classNames, train } = await readLabelledTexts(csv("tomato", "apple"), { positive });
      expect(classNames).toEqual(["tomato", "apple"]);
      expect([...train.labels]).toEqual([0, 1]);
    }
    expect(await failureOf(readLabelledTexts(csv("a", "b"), { positive: "c" }))).toMatchObject({
      code: "ERR_RNN_TEXT_CLASSES",
      message: expect.stringContaining('classes "a", "b" as the positive one, got "c"'),
    });
  });

  test("is the later in string order where that is asked for", async () => {
    const options = { classOrder: "alphabetical" } as const;
    expect((await readLabelledTexts(csv("긍정", "부정"), options)).classNames).toEqual([
      "긍정",
      "부정",
    ]);
  });
});

describe("labels for a model's classes", () => {
  const classNames = ["positive", "negative"] as const;

  test("are matched by name, never by order, and a respelled one is said", async () => {
    const { train, remarks } = await readLabelledTexts(csv("negative", "Positive", "negative"), {
      classNames,
    });
    expect([...train.labels]).toEqual([1, 0, 1]);
    expect(remarks).toEqual(['The label "Positive" is read as the class "positive".']);
  });

  test.each([
    ["labels", [undefined, ["a", "b"]]],
    ["labels", ["a", ["a", "b"]]],
    ["labels", [[1], ["a", "b"]]],
    ["classNames", [["a"], "ab"]],
    ["location", [["a"], ["a", "b"], 5]],
  ])("of another type are refused: %s of %j", (name, args) => {
    expect(() => matchClassNames(...(args as [never, never, never]))).toThrow(
      new RegExp(`^matchClassNames: expected ${name} to be `),
    );
  });

  test("may be of one class alone", async () => {
    const data = await readLabelledTexts(csv("negative", "negative"), { classNames });
    expect(data.classNames).toEqual(classNames);
    expect([...data.train.labels]).toEqual([1, 1]);
    const folder = [{ name: "negative/1.txt", content: "x" }];
    expect([...(await readLabelledTexts(folder, { classNames })).train.labels]).toEqual([1]);
  });

  test.each([
    [["positive", "unlabelled"], '"positive", "negative"', '"positive", "unlabelled"'],
    [["1", "2"], '"positive", "negative"', '"1", "2"'],
  ])("that are %j are an error that lists both sides", async (labels, expected, got) => {
    expect(await failureOf(readLabelledTexts(csv(...labels), { classNames }))).toMatchObject({
      code: "ERR_RNN_TEXT_CLASSES",
      message: expect.stringContaining(
        `expected the model's classes ${expected} as labels, got ${got}`,
      ),
    });
    const folders = labels.map((name) => ({ name: `${name}/1.txt`, content: "x" }));
    expect(await failureOf(readLabelledTexts(folders, { classNames }))).toMatchObject({
      code: "ERR_RNN_TEXT_CLASSES",
    });
  });

  test("are matched exactly where classes differ in case alone", () => {
    expect(matchClassNames(["b", "B"], ["B", "b"]).indices).toEqual([1, 0]);
    expect(() => matchClassNames([" c "], ["C", "c"])).toThrow(LabelledTextError);
  });
});

test("An error names the function that was called", async () => {
  const utf16 = Uint8Array.of(0xff, 0xfe, 0x61, 0);
  await expect(readTexts({ name: "a.csv", content: utf16 })).rejects.toThrow(
    /^readTexts: expected/,
  );
  await expect(readTextLines([utf16], "a.txt").next()).rejects.toThrow(/^readTextLines: expected/);
  await expect(readLabelledTexts({ name: "a.csv", content: utf16 })).rejects.toThrow(
    /^readLabelledTexts: expected/,
  );
  expect(() => matchClassNames(["a"], ["b", "c"])).toThrow(/^matchClassNames: expected/);
});
