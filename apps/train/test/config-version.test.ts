import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TextClassifier } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const place = newFolder();
const table = path.join(place, "moods.csv");
const words = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i));
/** Twenty words, a the most frequent and t the rarest; a class with a pair in natural order. */
const rows = Array.from({ length: 40 }, (_, i) => {
  const text = words.slice(0, 1 + ((i * 7) % 20)).join(" ");
  return `${text},${i % 2 === 0 ? "happy" : "sad"}`;
});
writeFileSync(table, `text,label\n${rows.join("\n")}\n`);

const small = [
  "--n-cells",
  "2",
  "--epochs",
  "1",
  "--maxlen",
  "5",
  "--validation-size",
  "4",
  "--quiet",
];

async function train(name: string, args: readonly string[]) {
  const out = path.join(place, name);
  const { error } = await runCommand(["train", ...args, "--out", out]);
  expect(error).toBeUndefined();
  const bytes = readFileSync(path.join(out, "model.safetensors"));
  const config = JSON.parse(readFileSync(path.join(out, "config.json"), "utf8")) as object;
  return { out, config, bytes, classifier: TextClassifier.load(bytes) };
}

function writeConfig(name: string, config: object): string {
  const file = path.join(place, name);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

const wordsOf = ({ vocabulary }: TextClassifier) => vocabulary.filter((word) => word !== null);

describe("train on texts of one's own", () => {
  test("keeps ten words for --num-words 10, and leaves out four of them for --skip-top 4", async () => {
    const ten = await train("ten", ["--data", table, ...small, "--num-words", "10"]);
    expect(wordsOf(ten.classifier)).toEqual(words.slice(0, 10));
    const six = await train("six", [
      "--data",
      table,
      ...small,
      "--num-words",
      "10",
      "--skip-top",
      "4",
    ]);
    expect(wordsOf(six.classifier)).toEqual(words.slice(4, 10));
    expect(six.config).toMatchObject({ version: 2, numWords: 10, skipTop: 4 });
  });

  test("reads a configuration of the first version as it was meant", async () => {
    const { config } = await train("new", ["--data", table, ...small, "--num-words", "10"]);
    const { version: _, ...rest } = config as { version: number };
    const file = writeConfig("first.json", { ...rest, numWords: 10, skipTop: 5 });
    const first = await train("first", ["--config", file]);
    // Ten ids, four of which were no words, and ids below 5 left out; classes in alphabetical order.
    expect(wordsOf(first.classifier)).toEqual(words.slice(1, 6));
    expect(first.classifier.vocabulary).toHaveLength(10);
    expect(first.classifier.classNames).toEqual(["happy", "sad"]);
    expect(first.config).toMatchObject({
      version: 2,
      numWords: 6,
      skipTop: 1,
      classOrder: "alphabetical",
    });
    const again = await train("again", ["--config", path.join(first.out, "config.json")]);
    expect(again.bytes.equals(first.bytes)).toBe(true);
    const given = await train("given", ["--config", file, "--num-words", "8", "--skip-top", "0"]);
    expect(wordsOf(given.classifier)).toEqual(words.slice(0, 8));
  });

  test("puts the positive class of a known pair second", async () => {
    const { classifier } = await train("pair", ["--data", table, ...small]);
    expect(classifier.classNames).toEqual(["sad", "happy"]);
  });

  test("refuses a configuration of a later version", async () => {
    const file = writeConfig("later.json", { version: 4, command: "train", data: table });
    expect((await runCommand(["train", "--config", file])).error).toContain(
      "--config: expected version 2, 3 or none, got 4",
    );
  });
});
