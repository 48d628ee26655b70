import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readLabelledTexts } from "../src/index.ts";

const classNames = ["negative", "positive"];
const options = { classNames, allowNewClasses: true };
const table = (name: string, labels: readonly string[]) => ({
  name,
  content: `text,label\n${labels.map((label, i) => `text ${i},${label}\n`).join("")}`,
});

describe("allowNewClasses", () => {
  test("puts labels that are no class of the model after its classes", async () => {
    const read = await readLabelledTexts(
      table("a.csv", ["odd", "positive", "Negative", "fine"]),
      options,
    );
    expect(read.classNames).toEqual(["negative", "positive", "fine", "odd"]);
    expect([...read.train.labels]).toEqual([3, 1, 0, 2]);
    expect(read.remarks).toEqual(['The label "Negative" is read as the class "negative".']);
  });

  test("takes rows of one class alone, new or known, and no new ones where there are none", async () => {
    const one = await readLabelledTexts(table("a.csv", ["odd", "odd"]), options);
    expect([one.classNames, [...one.train.labels]]).toEqual([
      [...classNames, "odd"],
      [2, 2],
    ]);
    const known = await readLabelledTexts(table("a.csv", ["positive"]), options);
    expect(known.classNames).toEqual(classNames);
  });

  test("gives several sources the new classes of all", async () => {
    const read = await readLabelledTexts(
      [table("a.csv", ["odd"]), table("b.csv", ["fine", "odd", "positive"])],
      options,
    );
    expect(read.classNames).toEqual([...classNames, "fine", "odd"]);
    expect([...read.train.labels]).toEqual([3, 2, 3, 1]);
  });

  test("reads folders of new classes", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "rnn-new-classes-"));
    for (const name of ["odd", "positive"]) {
      mkdirSync(path.join(folder, name));
      writeFileSync(path.join(folder, name, "1.txt"), "a text");
    }
    const read = await readLabelledTexts(folder, options);
    expect(read.classNames).toEqual([...classNames, "odd"]);
    expect([...read.train.labels]).toEqual([2, 1]);
  });

  test("is asked for: without it a new label is an error; without classNames all labels are classes", async () => {
    await expect(readLabelledTexts(table("a.csv", ["odd"]), { classNames })).rejects.toThrow(
      "The model has no class",
    );
    const all = table("a.csv", ["odd", "even", "odd", "even"]);
    expect((await readLabelledTexts(all, { allowNewClasses: true })).classNames).toEqual([
      "even",
      "odd",
    ]);
  });
});
