import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { streamTexts } from "@rnn/labelled-text";
import { RandomState } from "@rnn/tensor";
import {
  evaluate as evaluateLabels,
  TextClassifier,
  trainTextClassifier,
} from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { evaluateTexts } from "../src/evaluation/evaluate-texts.ts";
import { scoreTexts } from "../src/evaluation/score-texts.ts";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel } from "./small-model.ts";

const model = writeSmallModel(["negative", "positive"]);

function fileOf(text: string, name = "films.csv"): string {
  const file = path.join(newFolder(), name);
  writeFileSync(file, text);
  return file;
}

async function evaluate(data: string, ...more: string[]) {
  const result = await runCommand([
    "evaluate",
    model,
    "--data",
    data,
    "--json",
    "--quiet",
    ...more,
  ]);
  const found = result.stdout === "" ? undefined : (JSON.parse(result.stdout) as object);
  return { ...result, found };
}

describe("evaluate takes a label for the class that bears its name", () => {
  test.each([
    ["spelled alike", "positive", "negative", []],
    [
      "of another case, with spaces around it",
      " Positive ",
      "NEGATIVE",
      [
        'The label "Positive" is read as the class "positive".',
        'The label "NEGATIVE" is read as the class "negative".',
      ],
    ],
  ])("where it is %s, and says so", async (_, positive, negative, warnings) => {
    const data = fileOf(`text,label\ngreat,${positive}\ndull,${negative}\ngreat,${positive}\n`);
    const { found, stderr } = await evaluate(data);
    expect(found).toMatchObject({
      count: 3,
      accuracy: 1,
      confusion: [
        [1, 0],
        [0, 2],
      ],
      warnings,
    });
    expect(stderr).toBe(warnings.map((warning) => `Note: ${warning}\n`).join(""));
  });

  test.each([
    ["positive", "unlabelled"],
    ["1", "2"],
  ])("and refuses %s and %s, with the labels of both sides", async (first, second) => {
    const data = fileOf(`text,label\ngreat,${first}\ndull,${second}\nso dull,${second}\n`);
    const { stdout, error } = await evaluate(data);
    expect(error).toContain(`"${second}" (2 rows)`);
    expect(stdout).toBe("");
    expect(error).toMatch(/^--data: expected the model's classes "negative", "positive" as labels/);
    expect(error).toContain(`got "${first}", "${second}"`);
  });

  test("for the reviews of IMDB too", async () => {
    const other = writeSmallModel(["bad", "good"]);
    const { error } = await runCommand(["evaluate", other, "--data", "synthetic"]);
    expect(error).toMatch(/^--data: expected the model's classes "bad", "good" as labels/);
    const turned = writeSmallModel(["positive", "negative"]);
    const { stdout } = await runCommand(["evaluate", turned, "--data", "synthetic", "--json"]);
    const same = await evaluate("synthetic");
    expect((JSON.parse(stdout) as { accuracy: number }).accuracy).toBeCloseTo(
      1 - (same.found as { accuracy: number }).accuracy,
      1,
    );
  });
});

test("evaluate scores rows of one class, with null for what is not defined", async () => {
  const { found, stderr } = await evaluate(fileOf("text,label\ngreat,positive\ndull,positive\n"));
  const warning =
    'No text is of the class "negative": its recall and the ROC AUC are not defined, ' +
    "and the accuracy is that of the other class alone.";
  expect(found).toMatchObject({
    count: 2,
    accuracy: 0.5,
    rocAuc: null,
    classes: [
      { precision: 0, recall: null, support: 0 },
      { precision: 1, recall: 0.5, support: 2 },
    ],
    warnings: [warning],
  });
  expect(stderr).toBe(`Note: ${warning}\n`);
});

test.each([
  ["text|label\ngreat|positive\n", ["--delimiter", "|"]],
  ["text\tlabel\ngreat\tpositive\n", ["--delimiter", "tab"]],
  ['text,label\n"a \\"great\\" one",positive\n', ["--escape", "\\"]],
  ["a,b\ngreat,positive\n", ["--text-column", "a", "--label-column", "b"]],
])("evaluate reads %j by %j", async (text, options) => {
  const { found } = await evaluate(fileOf(text), ...options);
  expect(found).toMatchObject({ count: 1, accuracy: 1 });
});

test("evaluate reads stdin", async () => {
  const args = ["evaluate", model, "--data", "-", "--json"];
  const { stdout } = await runCommand(args, { stdin: ["text,label\ngreat,positive\n"] });
  expect(JSON.parse(stdout)).toMatchObject({ count: 1, accuracy: 1 });
});

test("evaluate writes nothing that a terminal obeys, whatever texts, classes and files are called", async () => {
  const hostile = "good\u001b[31m\u0007";
  const other = writeSmallModel(["bad", hostile]);
  const folder = path.join(newFolder(), "texts\u001b[2J");
  for (const name of ["bad", hostile]) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, "bad", "a\u001b.txt"), "great \u001b]0;title\u0007\u009b2J\n");
  writeFileSync(path.join(folder, hostile, "b.txt"), "dull\n");
  const args = ["evaluate", other, "--data", folder];
  const { stdout, stderr, error } = await runCommand(args);
  expect(error).toBeUndefined();
  expect(stdout).toContain("?]0;title??2J");
  const json = await runCommand([...args, "--json"]);
  const classes = writeSmallModel(["x\u001b", "y"]);
  const refused = await runCommand(["evaluate", classes, "--data", folder]);
  for (const text of [stdout, stderr, json.stdout, String(refused.error)]) {
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  }
  expect(JSON.parse(json.stdout)).toMatchObject({ classNames: ["bad", hostile] });
});

describe("evaluate --weight-column", () => {
  const weighted =
    "text,label,n\ngreat,positive,3\ndull,negative,0.5\ngreat,negative,1.5\ndull,positive,0\n";

  test("counts each text by the column in every figure, and says so", async () => {
    const data = fileOf(weighted);
    const { found, error } = await evaluate(data, "--weight-column", "n");
    expect(error).toBeUndefined();
    expect(found).toMatchObject({
      count: 4,
      weight: 5,
      weightColumn: "n",
      accuracy: 0.7,
      confusion: [
        [0.5, 1.5],
        [0, 3],
      ],
      mistakes: [{}, {}],
    });
    const shown = await runCommand(["evaluate", model, "--data", data, "--weight-column", "n"]);
    expect(shown.stdout).toContain(
      'Texts     4\nWeight    5   (all figures count each text by the column "n")\nAccuracy  0.7000\n',
    );
    expect(shown.stdout).toMatch(/^ +precision +recall +F1 +weight$/m);
    expect(shown.stdout).toMatch(/^negative +0\.5 +1\.5$/m);
  });

  test("leaves everything as it is where it is not given", async () => {
    const data = fileOf(weighted);
    const { stdout } = await runCommand(["evaluate", model, "--data", data]);
    expect(stdout).toMatch(/^Texts {5}4\nAccuracy {2}0\.5000\n/);
    expect((await evaluate(data)).found).not.toHaveProperty("weight");
  });

  test("names what has no such column, no number in it, or no weight above 0", async () => {
    const refused = async (content: string, column = "n") =>
      (await evaluate(fileOf(content), "--weight-column", column)).error;
    expect(await refused(weighted, "m")).toMatch(/^--data: .*"m"/);
    expect(await refused("text,label,n\ngreat,positive,much\n")).toMatch(
      /^--data: .*--weight-column/,
    );
    expect(await refused("text,label,n\ngreat,positive,0\ndull,negative,0\n")).toMatch(
      /^--weight-column: expected a weight above 0 in some row, got 0 in all/,
    );
    const reviews = ["evaluate", model, "--data", "synthetic", "--weight-column", "n"];
    expect((await runCommand(reviews)).error).toMatch(
      /^--weight-column: expected texts of your own/,
    );
  });

  test("says which class has no text that weighs anything", async () => {
    const { stderr } = await evaluate(
      fileOf("text,label,n\ngreat,positive,1\ndull,negative,0\n"),
      "--weight-column",
      "n",
    );
    expect(stderr).toContain('No text that weighs more than 0 is of the class "negative"');
  });
});

test("texts scored part by part have the bits of all at once", async () => {
  const classifier = TextClassifier.load(readFileSync(model));
  const random = new RandomState(1);
  const texts = Array.from({ length: 1203 }, () =>
    Array.from(
      { length: random.randint(0, 30) },
      () => ["great", "dull", "x"][random.randint(0, 3)],
    ).join(" "),
  );
  const steps = { show() {}, stop() {} };
  const { signal } = new AbortController();
  const stream = streamTexts({ texts, origins: texts, labels: new Uint8Array(texts.length) });
  const found = await scoreTexts(classifier, stream, { steps, signal });
  expect(found).toEqual({ rnn: classifier.probabilities(texts) });
});

test("texts whose probabilities are too many to be kept are scored twice, and evaluated the same", async () => {
  const data = ["good film", "bad film", "good", "so bad", "good day", "bad day"];
  const labels = Uint8Array.of(1, 0, 1, 0, 0, 1);
  const { classifier } = await trainTextClassifier(
    { texts: data, labels: [1, 0, 1, 0, 1, 0] },
    { epochs: 1, units: 2, model: "both", rejectBelow: 0.5 },
  );
  const stream = streamTexts({ texts: data, origins: data, labels });
  const { signal } = new AbortController();
  const shown: string[] = [];
  const steps = { show: (line: string) => void shown.push(line), stop() {} };
  const evaluateBy = (kept: { keptProbabilities?: number }) =>
    evaluateTexts(classifier, stream, { mistakes: 2, ...kept }, { steps, signal });
  const found = await evaluateBy({});
  expect(shown).toEqual(["Scored 6 of 6 texts"]);
  expect(found.evaluation).toEqual(evaluateLabels(labels, classifier.probabilities(data)));
  expect(await evaluateBy({ keptProbabilities: 0 })).toEqual(found);
  expect(shown.slice(1)).toEqual(["Scored 6 of 6 texts", "Ranked 6 of 6 texts"]);
});

describe("evaluate on reviews, whose labels are numbers,", () => {
  test("takes them for the classes of their usual names, in any order", async () => {
    const score = async (names: readonly [string, string]) => {
      const file = writeSmallModel(names);
      const options = ["--data", "synthetic", "--json", "--wrong", "0", "--quiet"];
      const { stdout, error } = await runCommand(["evaluate", file, ...options]);
      expect(error).toBeUndefined();
      return (JSON.parse(stdout) as { confusion: number[][] }).confusion;
    };
    const [negatives, positives] = await score(["Neg", "Pos"]);
    expect(await score(["1", "0"])).toEqual([positives, negatives]);
  });

  test("refuses a model of other classes", async () => {
    const file = writeSmallModel(["ham", "spam"]);
    const { error } = await runCommand(["evaluate", file, "--data", "synthetic"]);
    expect(error).toContain('"negative", "positive"');
  });
});
