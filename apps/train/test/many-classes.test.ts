import { writeFileSync } from "node:fs";
import path from "node:path";
import { trainTextClassifier } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeThreeClassModel } from "./small-model.ts";

const file = (content: string): string => {
  const found = path.join(newFolder(), "texts.csv");
  writeFileSync(found, content);
  return found;
};

const models = ["rnn", "ngrams", "both"] as const;
const paths = Object.fromEntries(
  await Promise.all(
    models.map(async (model) => [model, await writeThreeClassModel(model)] as const),
  ),
);

describe.each(models)("a model of three classes, %s,", (model) => {
  const given = paths[model];

  test("predicts every probability as JSON, by the names of the classes, the likeliest first", async () => {
    const { stdout, error } = await runCommand(["predict", given, "my dear heart", "--json"]);
    expect(error).toBeUndefined();
    const { className, probability, probabilities } = JSON.parse(stdout) as {
      className: string;
      probability: number;
      probabilities: Record<string, number>;
    };
    const values = Object.values(probabilities);
    expect(Object.keys(probabilities)[0]).toBe(className);
    expect(Object.keys(probabilities).sort()).toEqual(["daily", "farewell", "love"]);
    expect(values[0]).toBe(probability);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(values.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
  });

  test("predicts the likeliest ones in one line, as many as asked for", async () => {
    const { stdout } = await runCommand(["predict", given, "my dear heart", "--top", "2"]);
    expect(stdout).toMatch(/^[a-z]+ 0\.\d{4}, [a-z]+ 0\.\d{4} {2}my dear heart\n$/);
    const json = await runCommand(["predict", given, "my dear heart", "--top", "2", "--json"]);
    const { probabilities } = JSON.parse(json.stdout) as { probabilities: object };
    expect(Object.keys(probabilities)).toHaveLength(2);
    const { error } = await runCommand(["predict", given, "a", "--top", "0"]);
    expect(error).toMatch(/Expected a whole number from 1 on/);
  });

  test("shows what it goes by: the words of the network, the n-grams that weigh most", async () => {
    const { stdout, error } = await runCommand(["predict", given, "my heart", "--trace"]);
    expect(error).toBeUndefined();
    expect(/^ {2}[a-z]+ 0\.\d\d > /m.test(stdout)).toBe(model !== "ngrams");
    expect(/^ {2}n-grams for [a-z]+: ".+" [+-]\d\.\d\d/m.test(stdout)).toBe(model !== "rnn");
  });

  test("is evaluated with averages, the mean area and a matrix of three rows", async () => {
    const data = file("text,label\ngood day,daily\nbye,farewell\nheart,Love\nday,love\n");
    const { stdout, stderr } = await runCommand(["evaluate", given, "--data", data]);
    expect(stderr).toBe('Note: The label "Love" is read as the class "love".\n');
    for (const line of [
      /^Top 2 {5}\d\.\d{4}$/m,
      /^ROC AUC {3}\d\.\d{4} {3}\(mean of each class against the rest\)$/m,
      /^mean \(macro\)( +\d\.\d{4}){3}$/m,
      /^love +\d +\d +\d$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
    expect(/^both together less n-grams: [+-]0\.\d{4} \([+-]/m.test(stdout)).toBe(model === "both");
    const json = await runCommand(["evaluate", given, "--data", data, "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      count: 4,
      classNames: ["daily", "farewell", "love"],
      averages: { macro: {} },
    });
    expect("parts" in (JSON.parse(json.stdout) as object)).toBe(model === "both");
  });

  test("is evaluated where classes have no texts, which is said", async () => {
    const data = file("text,label\ngood day,daily\n");
    const { stderr, stdout } = await runCommand(["evaluate", given, "--data", data]);
    expect(stderr).toBe(
      'Note: No text is of 2 classes, "farewell", "love": their recall and ROC AUC are not defined, ' +
        "and the averages are those of the other classes.\n",
    );
    expect(stdout).toMatch(/^ROC AUC {3}none/m);
  });
});

test("predict gives both probabilities of two classes as JSON", async () => {
  const { writeSmallModel } = await import("./small-model.ts");
  const { stdout } = await runCommand(["predict", writeSmallModel(), "great", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    className: "good",
    probabilities: { good: expect.closeTo(0.9076, 4), bad: expect.closeTo(0.0924, 4) },
  });
});

describe("evaluate --json", () => {
  /** A model of so many classes, and texts of which one is taken for another class. */
  async function evaluateOf(classes: number): Promise<Record<string, unknown>> {
    const classNames = Array.from({ length: classes }, (_, k) => `c${String(k).padStart(2, "0")}`);
    const texts = classNames.flatMap((name) => [1, 2, 3].map((i) => `word ${i} of ${name}`));
    const labels = texts.map((_, i) => Math.floor(i / 3));
    const options = { model: "ngrams", classNames, ngrams: { C: 100 } } as const;
    const { classifier } = await trainTextClassifier({ texts, labels }, options);
    const model = path.join(newFolder(), "model.safetensors");
    writeFileSync(model, classifier.save());
    const rows = classNames.map((name) => `word of ${name},${name}`);
    const data = file(`text,label\n${rows.join("\n")}\nword of c01,c02\nword of c01,c02\n`);
    const { stdout } = await runCommand(["evaluate", model, "--data", data, "--json", "--quiet"]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  test("has the whole matrix of up to 20 classes", async () => {
    const found = await evaluateOf(20);
    expect(found["confusion"]).toHaveLength(20);
    expect(found).not.toHaveProperty("confusions");
  });

  test("lists the pairs that are confused where there are more", async () => {
    const found = await evaluateOf(21);
    expect(found["confusion"]).toBeNull();
    expect(found["confusions"]).toEqual([{ trueClass: "c02", readAs: "c01", count: 2 }]);
    expect(found["classes"]).toHaveLength(21);
  });
});
