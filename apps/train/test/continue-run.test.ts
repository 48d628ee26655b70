import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadTextClassifier } from "@rnn/text-classifier";
import { beforeAll, describe, expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel } from "./small-model.ts";

const place = newFolder();

function tableOf(name: string, telling: Readonly<Record<string, string>>, count: number): string {
  const classes = Object.entries(telling);
  const rows = Array.from({ length: count }, (_, i) => {
    const [label, word] = classes[i % classes.length];
    return `film ${i % 7} was ${word} to see ${i % 11},${label}`;
  });
  const file = path.join(place, name);
  writeFileSync(file, `text,label\n${rows.join("\n")}\n`);
  return file;
}

const first = tableOf("first.csv", { bad: "dull", good: "great" }, 120);
const second = tableOf("second.csv", { Bad: "boring", good: "lovely", odd: "weird" }, 120);
const earlier = path.join(place, "earlier");
const settings = ["--epochs", "3", "--quiet"];

const modelOf = (out: string) => readFileSync(path.join(out, "model.safetensors"));
const readJson = (out: string, name: string) =>
  JSON.parse(readFileSync(path.join(out, name), "utf8")) as Record<string, unknown>;

beforeAll(async () => {
  const args = ["--data", first, "--out", earlier, "--model", "both", "--units", "4"];
  const { error } = await runCommand(["train", ...args, ...settings]);
  if (error !== undefined) throw new Error(error);
});

describe("train --from", () => {
  test("goes on from a run by new rows alone, and writes a run of its own", async () => {
    const before = modelOf(earlier);
    const out = path.join(place, "later");
    const args = ["train", "--from", earlier, "--data", second, "--epochs", "8", "--out", out];
    const { stdout, error } = await runCommand(args);
    expect(error).toBeUndefined();
    expect(stdout).toMatch(
      /^Goes on from earlier: classes, 1 new: "odd"; words, \d+ new, \d+ known\.$/m,
    );
    expect(stdout).toContain('The label "Bad" is read as the class "bad".');
    expect(modelOf(earlier).equals(before)).toBe(true);
    const classifier = loadTextClassifier(modelOf(out));
    expect(classifier.classNames).toEqual(["bad", "good", "odd"]);
    for (const [word, name] of [
      ["dull", "bad"],
      ["great", "good"],
      ["lovely", "good"],
      ["weird", "odd"],
    ]) {
      expect(classifier.classify(`film 3 was ${word} to see 4`).className, word).toBe(name);
    }
    expect(readJson(out, "config.json")).toMatchObject({ from: earlier, data: second });
    expect(readJson(out, "report.json")["config"]).toMatchObject({ from: "earlier", units: 4 });
  });

  test("is repeated and resumed from its configuration, to the byte", async () => {
    const [out, again] = [path.join(place, "once"), path.join(place, "again")];
    const args = ["train", "--from", path.join(earlier, "model.safetensors"), "--data", second];
    const { stdout } = await runCommand([...args, ...settings, "--json", "--out", out]);
    expect(JSON.parse(stdout)).toMatchObject({
      model: "both",
      added: { classNames: ["odd"], tokens: expect.any(Number) as unknown },
    });
    const expected = modelOf(out);
    await runCommand([
      "train",
      "--config",
      path.join(out, "config.json"),
      "--quiet",
      "--out",
      again,
    ]);
    expect(modelOf(again).equals(expected)).toBe(true);
    expect((await runCommand(["--resume", out, "--quiet"])).error).toBeUndefined();
    expect(modelOf(out).equals(expected)).toBe(true);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      "a folder without a model",
      ["--from", place],
      /^--from: expected a model, got no such file or folder/,
    ],
    ["a table", ["--from", first], /^--from: expected a model, got another file: .*first\.csv/],
    [
      "the chapter's network",
      ["--from", writeSmallModel()],
      /^--from: expected a classifier that train made, got one of the chapter's network/,
    ],
    [
      "other layers",
      ["--from", earlier, "--units", "8"],
      /^--from: expected no --units beside an earlier classifier, which keeps its own, got 8\. Leave it out\.$/,
    ],
    [
      "other tokens",
      ["--from", earlier, "--tokens", "characters"],
      /^--from: expected no --tokens beside an earlier classifier/,
    ],
  ])("names the option for %s", async (_, args, message) => {
    const out = path.join(place, "wrong");
    const { error } = await runCommand([
      "train",
      ...args,
      "--data",
      second,
      ...settings,
      "--out",
      out,
    ]);
    expect(error).toMatch(message);
  });

  test.each([
    ["--positive", "bad", "cannot be given with --from, whose classes keep their order"],
    ["--model", "chapter", "is not one of the chapter's network"],
  ])("refuses %s %s beside it", async (option, value, message) => {
    const args = ["train", "--from", earlier, "--data", second, option, value];
    expect((await runCommand(args)).stderr).toContain(message);
  });
});
