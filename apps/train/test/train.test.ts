import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TextClassifier } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { namePath } from "../src/data/name-path.ts";
import { quoteForShell } from "../src/quote-for-shell.ts";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const tiny = ["--epochs", "1", "--n-cells", "2", "--maxlen", "4", "--validation-size", "6"];
const tail = ["--quiet", "--json"];

/** Thirty rows of a text and a label, whose fields are parted by `delimiter`. */
function tableOf(delimiter: string, [first, second] = ["bad", "good"], quote = ""): string {
  const rows = Array.from({ length: 30 }, (_, i) => {
    const text = `${quote}film ${i} was ${i % 2 === 0 ? "dull" : "great"}${quote}`;
    return [text, i % 2 === 0 ? first : second].join(delimiter);
  });
  return `${["text", "label"].join(delimiter)}\n${rows.join("\n")}\n`;
}

async function train(data: string, more: readonly string[] = [], stdin: readonly string[] = []) {
  const out = path.join(newFolder(), "run");
  const args = ["train", "--data", data, ...tiny, ...tail, ...more, "--out", out];
  const { stdout, stderr, error } = await runCommand(args, { stdin });
  return { out, stdout, stderr, error };
}

function fileOf(text: string | Uint8Array, name = "films.csv"): string {
  const file = path.join(newFolder(), name);
  writeFileSync(file, text);
  return file;
}

const classNamesIn = (out: string): readonly string[] =>
  TextClassifier.load(readFileSync(path.join(out, "model.safetensors"))).classNames;

const modelIn = (out: string): Buffer => readFileSync(path.join(out, "model.safetensors"));

describe("train", () => {
  test.each([
    ["-", "stdin"],
    ["/dev/stdin", "stdin"],
    ["/dev/fd/63", "pipe"],
    ["films/mine.csv", "mine.csv"],
  ])("calls the data of %s %s", (data, name) => {
    expect(namePath(data)).toBe(name);
  });

  test("calls stdin so in the title of the report", async () => {
    const piped = await train("-", [], [tableOf(",")]);
    const report = readFileSync(path.join(piped.out, "report.json"), "utf8");
    expect((JSON.parse(report) as { title: string }).title).toBe("stdin: bad or good");
  });

  test("reads stdin as it reads a file, and resumes and repeats from the same", async () => {
    const text = tableOf(",");
    const data = fileOf(text);
    const [piped, read] = [await train("-", [], [text]), await train(data)];
    expect([piped.error, read.error]).toEqual([undefined, undefined]);
    const { weights: a } = TextClassifier.load(modelIn(piped.out)).network;
    const { weights: b } = TextClassifier.load(modelIn(read.out)).network;
    expect(a.w1h.toArray()).toEqual(b.w1h.toArray());
    expect(JSON.parse(readFileSync(path.join(piped.out, "config.json"), "utf8"))).toMatchObject({
      data: "-",
    });
    const resumed = await runCommand(["--resume", piped.out, "--epochs", "2", ...tail], {
      stdin: [text],
    });
    expect(resumed.error).toBeUndefined();
    expect((JSON.parse(resumed.stdout) as { losses: number[] }).losses).toHaveLength(2);
    const other = await runCommand(["--resume", piped.out, "--epochs", "3", ...tail], {
      stdin: [text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1)],
    });
    expect(other.error).toContain("--resume: expected the data that the run began with");
    rmSync(data);
    const gone = await runCommand(["--resume", read.out, "--epochs", "2", ...tail]);
    expect(gone.error).toBe(
      `--resume: expected a file or folder that can be read, got none (in ${data}). ` +
        "Check the path and its permissions.",
    );
  });

  test.each([
    ["/", ["--delimiter", "/"], ""],
    ["\t", ["--delimiter", "tab"], ""],
    [",", ["--escape", "\\"], '"'],
  ])(
    "reads fields parted by %j with %j, and keeps that in config.json",
    async (delimiter, options, quote) => {
      const { out, error } = await train(fileOf(tableOf(delimiter, undefined, quote)), options);
      expect(error).toBeUndefined();
      const again = path.join(newFolder(), "again");
      const config = path.join(out, "config.json");
      const repeated = await runCommand(["train", "--config", config, ...tail, "--out", again]);
      expect(repeated.error).toBeUndefined();
      expect(modelIn(again).equals(modelIn(out))).toBe(true);
    },
  );

  test.each([
    ["--delimiter", "ab", "Expected one character, not a quote, or tab."],
    ["--delimiter", '"', "Expected one character, not a quote, or tab."],
    ["--escape", "x", "Allowed choices are"],
  ])("refuses %s %s", async (option, value, message) => {
    const { stderr } = await train("x.csv", [option, value]);
    expect(stderr).toContain(message);
  });

  test("puts the class that --positive names second, and keeps it in config.json", async () => {
    const file = fileOf(tableOf(",", ["apple", "pear"]));
    const { out } = await train(file, ["--positive", "apple"]);
    expect(classNamesIn(out)).toEqual(["pear", "apple"]);
    const again = path.join(newFolder(), "again");
    const config = path.join(out, "config.json");
    await runCommand(["train", "--config", config, ...tail, "--out", again]);
    expect(modelIn(again).equals(modelIn(out))).toBe(true);
    const { error } = await train(file, ["--positive", "plum"]);
    expect(error).toMatch(
      /^--data: expected one of the classes "apple", "pear" as the positive one/,
    );
  });

  test("says in JSON and on stderr what it left out and what its figures lack", async () => {
    const data = fileOf(`${tableOf(",")},\n,\n`);
    const out = path.join(newFolder(), "run");
    const args = ["train", "--data", data, ...tiny, "--json", "--out", out];
    const { stdout, stderr } = await runCommand(args);
    const { warnings } = JSON.parse(stdout) as { warnings: { code: string; message: string }[] };
    expect(warnings[0]).toEqual({
      code: "data-remark",
      message: "Skipped 2 rows with nothing in any field (lines 32 to 33).",
    });
    expect(warnings.map(({ code }) => code)).toContain("few-training-texts");
    for (const { message } of warnings) expect(stderr).toContain(`Note: ${message}\n`);
  });

  test("names --data where the data cannot be had, and leaves no folder", async () => {
    const { out, error } = await train("no-such.csv");
    expect(error).toBe(
      "--data: expected a file or folder that can be read, got none (in no-such.csv). " +
        "Check the path and its permissions.",
    );
    expect(readdirSync(path.dirname(out))).toEqual([]);
    const chapter = await runCommand(["--data", "/no/such/imdb.npz", "--out", out]);
    expect(chapter.error).toBe(
      "--data: expected a readable file, got no such file or folder (at /no/such/imdb.npz). Check the path and its permissions.",
    );
    const archive = fileOf(new Uint8Array([0x1f, 0x8b, 8, 0]), "imdb.npz");
    const given = await runCommand(["--data", archive, "--out", out]);
    expect(given.error).toMatch(
      /^--data: .* For that give --data a name that ends in \.tar\.gz\. /,
    );
  });

  test.each([
    ["--n-cells", "10000000", "expected --n-cells to be a whole number from 1 to "],
    ["--maxlen", "1000000000", "expected --maxlen to fit in memory, got 1000000000"],
    [
      "--validation-size",
      "30",
      "--validation-size: expected fewer than the 30 texts there are, got 30. Give a smaller count, or a share below 1.",
    ],
    [
      "--validation-size",
      "0.999",
      "--validation-size: expected fewer than the 30 texts there are, got 0.999, which is 30 of them. Give a smaller share.",
    ],
  ])("refuses %s %s by its name", async (option, value, message) => {
    const { out, error } = await train(fileOf(tableOf(",")), [option, value]);
    expect(error?.startsWith(message)).toBe(true);
    expect(readdirSync(path.dirname(out))).toEqual([]);
  });
});

test("a folder is named in quotes where a shell would take its name apart", () => {
  expect(quoteForShell("runs/2026-01-31T09-05-00")).toBe("runs/2026-01-31T09-05-00");
  expect(quoteForShell("my runs/it's")).toBe("'my runs/it'\\''s'");
});
