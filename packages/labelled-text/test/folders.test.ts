import { chmodSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readLabelledTexts } from "../src/read-labelled-texts.ts";
import { failureOf, folderOf } from "./text-files.ts";

const classes = "ERR_RNN_TEXT_CLASSES";
const twoClasses = { "neg/1.txt": "bad", "pos/1.txt": "good" };

describe("a folder with one folder a class", () => {
  test("gives its texts by class and name, in plain string order", async () => {
    const root = folderOf({ ...twoClasses, "pos/10_7.txt": "", "pos/9_7.TXT": "\ufefffine\n" });
    const data = await readLabelledTexts(root);
    expect(data.train).toEqual({
      texts: ["bad", "good", "", "fine\n"],
      labels: Uint8Array.of(0, 1, 1, 1),
      origins: ["neg/1.txt", "pos/1.txt", "pos/10_7.txt", "pos/9_7.TXT"],
    });
    expect(data.test).toBeUndefined();
    expect(data.classNames).toEqual(["neg", "pos"]);
    expect(data.description).toBe(`${path.basename(root)}, a folder with one folder a class`);
    expect(data.remarks).toEqual([]);
  });

  test("leaves aside what is not a text of a class, and says so", async () => {
    const root = folderOf({
      ...twoClasses,
      ".hidden/1.txt": "x",
      "README.txt": "read me",
      "docs/": "",
      "neg/list.csv": "x",
      "neg/more/2.txt": "x",
      "pos/.1.txt": "x",
      "unsup/1.txt": "x",
    });
    const { train, remarks } = await readLabelledTexts(root);
    expect(train.origins).toEqual(["neg/1.txt", "pos/1.txt"]);
    expect(remarks).toEqual([
      'Left aside, being no texts of a class: "README.txt", "docs/", "neg/more/", "neg/list.csv", "unsup/".',
    ]);
  });

  test("reads many files in order, each whole", async () => {
    const names = Array.from({ length: 100 }, (_, i) => `${String(i).padStart(3, "0")}.txt`);
    const files = names.flatMap((name, i) => [
      [`a/${name}`, `a${i}`],
      [`b/${name}`, `b${i}`.repeat(10_000)],
    ]);
    const { train } = await readLabelledTexts(folderOf(Object.fromEntries(files)));
    const texts = names.map((_, i) => `a${i}`);
    expect(train.texts).toEqual([...texts, ...names.map((_, i) => `b${i}`.repeat(10_000))]);
    expect(train.labels.indexOf(1)).toBe(100);
  });

  test.each([
    ["nothing in it", {}, "got none"],
    ["texts but no folders", { "1.txt": "x" }, "Make one folder a class"],
    ["one class", { "pos/1.txt": "x" }, 'got 1: "pos" (1)'],
    ["an empty class", { "pos/1.txt": "x", "neg/": "" }, 'Without .txt files: "neg".'],
  ])("with %s is refused", async (_, files: Record<string, string>, words) => {
    expect(await failureOf(readLabelledTexts(folderOf(files)))).toMatchObject({
      code: classes,
      message: expect.stringContaining(words),
    });
  });

  test("names the file whose bytes are not text", async () => {
    for (const wrong of [
      Buffer.from([0x61, 0x0a, 0xff]),
      Buffer.from("a\n\0"),
      Buffer.from([0xe2]),
    ]) {
      const root = folderOf({ ...twoClasses, "pos/2.txt": wrong });
      expect(await failureOf(readLabelledTexts(root))).toMatchObject({
        code: "ERR_RNN_TEXT_ENCODING",
        location: path.join(root, "pos", "2.txt"),
        line: wrong.length === 1 ? 1 : 2,
      });
    }
  });

  test("has no columns to name", async () => {
    for (const options of [{ textColumn: "text" }, { labelColumn: "label" }]) {
      expect(await failureOf(readLabelledTexts(folderOf(twoClasses), options))).toMatchObject({
        code: "ERR_RNN_TEXT_COLUMN",
      });
    }
  });

  test.each([
    [{ delimiter: ";" }, "--delimiter"],
    [{ escape: "\\" }, "--escape"],
  ] as const)("has no fields, and neither has JSON: %j is refused", async (options, option) => {
    const rows = '[{"text": "good", "label": 1}, {"text": "bad", "label": 0}]';
    for (const source of [
      folderOf(twoClasses),
      { name: "a.json", content: rows },
      { name: "a.jsonl", content: rows },
    ]) {
      const error = await failureOf(readLabelledTexts(source, options));
      expect(error).toMatchObject({ code: "ERR_RNN_TEXT_FORMAT" });
      expect(String(error)).toContain(`expected a table for ${option}, got `);
    }
  });

  test("ends with the signal's own reason", async () => {
    const files = Array.from({ length: 500 }, (_, i) => [`pos/${i}.txt`, "x"]);
    const root = folderOf({ ...twoClasses, ...Object.fromEntries(files) });
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 2);
    expect(await failureOf(readLabelledTexts(root, { signal: controller.signal }))).toBe(reason);
  });

  test.skipIf(process.platform === "win32")("follows links, and reports broken ones", async () => {
    const root = folderOf({ "neg/1.txt": "bad" });
    symlinkSync(folderOf({ "1.txt": "good" }), path.join(root, "pos"));
    expect((await readLabelledTexts(root)).train.texts).toEqual(["bad", "good"]);
    symlinkSync(path.join(root, "nowhere"), path.join(root, "neg", "2.txt"));
    expect(await failureOf(readLabelledTexts(root))).toMatchObject({
      code: "ERR_RNN_TEXT_NOT_FOUND",
    });
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "that may not be read is reported",
    async () => {
      const root = folderOf(twoClasses);
      chmodSync(path.join(root, "pos"), 0);
      const failure = await failureOf(readLabelledTexts(root));
      chmodSync(path.join(root, "pos"), 0o700);
      expect(failure).toMatchObject({ code: "ERR_RNN_TEXT_NOT_FOUND" });
    },
  );
});

describe("a folder with train and test", () => {
  const both = {
    "train/neg/1.txt": "bad",
    "train/pos/1.txt": "good",
    "test/neg/1.txt": "poor",
    "test/pos/1.txt": "fine",
    "test/pos/2.txt": "great",
  };

  test("gives both parts, with the parts in the origins", async () => {
    const data = await readLabelledTexts(folderOf(both));
    expect(data.train.texts).toEqual(["bad", "good"]);
    expect(data.test).toEqual({
      texts: ["poor", "fine", "great"],
      labels: Uint8Array.of(0, 1, 1),
      origins: ["test/neg/1.txt", "test/pos/1.txt", "test/pos/2.txt"],
    });
  });

  test("leaves aside what the review archive holds besides", async () => {
    const root = folderOf({
      ...both,
      README: "",
      "imdb.vocab": "",
      "imdbEr.txt": "",
      "train/unsup/0_0.txt": "x",
      "train/labeledBow.feat": "",
      "train/urls_pos.txt": "",
      "test/urls_pos.txt": "",
    });
    const { train, remarks } = await readLabelledTexts(root);
    expect(train.texts).toHaveLength(2);
    expect(remarks).toEqual([
      'Left aside, being no texts of a class: "README", "imdb.vocab", "imdbEr.txt", ' +
        '"train/labeledBow.feat", "train/urls_pos.txt", "train/unsup/", "test/urls_pos.txt".',
    ]);
  });

  test("may have no test", async () => {
    const files = { "train/neg/1.txt": "bad", "train/pos/1.txt": "good" };
    const { train, test: none } = await readLabelledTexts(folderOf(files));
    expect(none).toBeUndefined();
    expect(train.origins).toEqual(["train/neg/1.txt", "train/pos/1.txt"]);
  });

  test.each([
    ["other classes in test", { "test/bad/1.txt": "", "test/good/1.txt": "" }, 'got "bad", "good"'],
    ["one class in test", { "test/neg/1.txt": "" }, 'got 1: "neg" (1)'],
    ["nothing in test", { "test/": "" }, "got none"],
  ])("with %s is refused", async (_, files: Record<string, string>, words) => {
    const root = folderOf({ "train/neg/1.txt": "bad", "train/pos/1.txt": "good", ...files });
    expect(await failureOf(readLabelledTexts(root))).toMatchObject({
      code: classes,
      location: path.join(root, "test"),
      message: expect.stringContaining(words),
    });
  });
});
