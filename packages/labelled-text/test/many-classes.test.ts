import { describe, expect, test } from "vitest";
import { readLabelledTexts } from "../src/index.ts";
import { failureOf, folderOf } from "./text-files.ts";

const csv = (labels: readonly string[]) => ({
  name: "a.csv",
  content: `text,label\n${labels.map((label, i) => `question ${i},${label}\n`).join("")}`,
});

describe("more than two classes", () => {
  test.each([
    ["names, in plain string order", ["refund", "card", "atm"], ["atm", "card", "refund"]],
    ["numbers, by size", ["10", "9", "-1", "2.5"], ["-1", "2.5", "9", "10"]],
  ])("may be %s", async (_, labels, classNames) => {
    const data = await readLabelledTexts(csv([...labels, ...labels]));
    expect(data.classNames).toEqual(classNames);
    expect(Array.from(data.train.labels, (label) => data.classNames[label])).toEqual([
      ...labels,
      ...labels,
    ]);
    expect(data.remarks).toEqual([]);
  });

  test("are in plain string order where that is asked for, numbers too", async () => {
    const data = await readLabelledTexts(csv(["10", "9", "2"]), { classOrder: "alphabetical" });
    expect(data.classNames).toEqual(["10", "2", "9"]);
  });

  test("may be thousands, whose labels need 16 bits", async () => {
    const labels = Array.from({ length: 9000 }, (_, i) => `c${String(i % 3000).padStart(4, "0")}`);
    const { train, classNames } = await readLabelledTexts(csv(labels));
    expect(classNames).toHaveLength(3000);
    expect(train.labels).toBeInstanceOf(Uint16Array);
    expect([train.labels[299], train.labels[5999]]).toEqual([299, 2999]);
    const few = await readLabelledTexts(csv(labels.map((label) => label.slice(0, 3))));
    expect(few.train.labels).toBeInstanceOf(Uint8Array);
  });

  test("come from folders, and the test part may lack some of them", async () => {
    const data = await readLabelledTexts(
      folderOf({
        "train/c/1.txt": "three",
        "train/a/1.txt": "one",
        "train/b/1.txt": "two",
        "test/b/1.txt": "two",
        "test/c/1.txt": "three",
      }),
    );
    expect(data.classNames).toEqual(["a", "b", "c"]);
    expect([...data.train.labels]).toEqual([0, 1, 2]);
    expect([...(data.test?.labels ?? [])]).toEqual([1, 2]);
  });

  test("have none that is the positive one", async () => {
    const reading = readLabelledTexts(csv(["a", "b", "c"]), { positive: "b" });
    expect(await failureOf(reading)).toMatchObject({
      code: "ERR_RNN_TEXT_CLASSES",
      message: expect.stringContaining(
        'expected two classes, of which one is the positive one, got 3: "a", "b", "c" (in a.csv). Leave --positive out',
      ),
    });
  });

  test("of a model are matched by name", async () => {
    const classNames = ["daily", "farewell", "love"];
    const { train } = await readLabelledTexts(csv(["Love", "daily", "love"]), { classNames });
    expect([...train.labels]).toEqual([2, 0, 2]);
    expect(
      await failureOf(readLabelledTexts(csv(["hate", "love", "hate", "rage"]), { classNames })),
    ).toMatchObject({
      message: expect.stringContaining('The model has no class "hate" (2 rows), "rage" (1 row).'),
    });
  });
});

test("Labels that differ only in how they are written are classes of their own, and said to be", async () => {
  const remark = 'The labels "Spam", "spam" differ only in how they are written: each is a class.';
  const { classNames, remarks } = await readLabelledTexts(csv(["spam", "ham", "Spam", "ham"]));
  expect(classNames).toEqual(["Spam", "ham", "spam"]);
  expect(remarks).toEqual([remark]);
  const files = { "spam/1.txt": "x", "Spam/1.txt": "y" };
  expect((await readLabelledTexts(folderOf(files))).remarks).toEqual([remark]);
});
