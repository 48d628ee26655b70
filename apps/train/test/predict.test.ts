import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Occlusion } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { newFolder, smallRun, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeDividedModel, writeSmallModel, writeThreeClassModel } from "./small-model.ts";

const model = writeSmallModel();

function fileOf(bytes: Uint8Array | string, name = "texts.txt"): string {
  const file = path.join(newFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

describe("predict", () => {
  test("classifies a text that begins with a dash", async () => {
    const { stdout, error } = await runCommand(["predict", model, "-5 great stars"]);
    expect([stdout, error]).toEqual(["good 0.9076  -5 great stars\n", undefined]);
  });

  test.each([
    ["no text", []],
    ["-", ["-"]],
    ["--file -", ["--file", "-"]],
  ])("reads stdin for %s", async (_, args) => {
    const { stdout } = await runCommand(["predict", model, ...args], {
      stdin: ["great\nd", "ull"],
    });
    expect(stdout).toBe("good 0.9076  great\nbad 0.9076  dull\n");
  });

  test.skipIf(process.platform === "win32")(
    "reads a socket and a pipe by their paths",
    async () => {
      const child = startCli(["predict", model, "--file", "/dev/stdin"]);
      child.stdin?.end("great\n");
      const result = { code: 0, stdout: "good 0.9076  great\n", stderr: "" };
      expect(await waitForExit(child)).toEqual(result);
      const pipe = path.join(newFolder(), "pipe");
      execFileSync("mkfifo", [pipe]);
      const reader = startCli(["predict", model, "--file", pipe]);
      await writeFile(pipe, "great\n");
      expect(await waitForExit(reader)).toEqual(result);
    },
  );

  test.each(["rnn", "ngrams", "both"] as const)(
    "gives for many lines at once what it gives for each alone: %s",
    async (kind) => {
      const trained = await writeThreeClassModel(kind);
      const given = Array.from({ length: 70 }, (_, i) =>
        ["good day", "", "my dear heart", `bye ${i}`, "so long ".repeat(i)][i % 5].trim(),
      );
      const { stdout } = await runCommand(["predict", trained, "--json"], {
        stdin: [given.join("\n")],
      });
      const single = given.map((line) => runCommand(["predict", trained, "--json", "--", line]));
      expect(stdout).toBe((await Promise.all(single)).map((each) => each.stdout).join(""));
    },
  );

  test.each(["rnn", "ngrams", "both"] as const)(
    "explains by leaving out each word, of whatever the model is made: %s",
    async (kind) => {
      const trained = await writeThreeClassModel(kind);
      const text = "good day, so <i>good</i>";
      const { stdout } = await runCommand(["predict", trained, text, "--explain", "--json"]);
      const { occlusion, trace, ngrams, ...found } = JSON.parse(stdout) as {
        occlusion: Occlusion;
        trace?: unknown;
        ngrams?: unknown;
        className: string;
        probability: number;
      };
      expect([trace !== undefined, ngrams !== undefined]).toEqual([
        kind !== "ngrams",
        kind !== "rnn",
      ]);
      expect(found).toMatchObject({
        className: occlusion.className,
        probability: occlusion.probability,
      });
      expect(occlusion.parts.map((part) => part.start).sort((a, b) => a - b)).toEqual([
        0, 5, 10, 16,
      ]);
      for (const part of occlusion.parts) {
        const without = text.slice(0, part.start) + text.slice(part.end);
        const again = await runCommand(["predict", trained, without, "--json"]);
        const { probabilities } = JSON.parse(again.stdout) as {
          probabilities: Record<string, number>;
        };
        expect(part.probability).toBe(probabilities[occlusion.className]);
      }
      const lines = await runCommand(["predict", trained, text, "--explain"]);
      const shown = occlusion.parts.map((part) => `"${part.text}" ${part.probability.toFixed(4)}`);
      expect(lines.stdout).toContain(
        `\n  ${occlusion.className} without a word: ${shown.join(", ")}\n`,
      );
    },
  );

  test("explains a long text by runs of words, and one without words by nothing", async () => {
    const long = "great dull film ".repeat(300);
    const { stdout } = await runCommand(["predict", model, long, "--explain"]);
    expect(stdout).toMatch(/\n {2}bad without 3 words: "great dull film" 0\.\d{4}, /);
    const empty = await runCommand(["predict", model, "?", "--explain"]);
    expect(empty.stdout).toBe("bad 0.5000  ?\n  good 0.50 > \n");
  });

  test("writes a result a line, for blank lines too, and says which have no known word", async () => {
    const stdin = ["great\n\n  \r\nx\ndull\n\n"];
    const { stdout, stderr } = await runCommand(["predict", model], { stdin });
    expect(stdout).toBe(
      "good 0.9076  great\nbad 0.5000  \nbad 0.5000    \nbad 0.5000  x\nbad 0.9076  dull\nbad 0.5000  \n",
    );
    expect(stderr).toBe(
      [2, 3, 4, 6].map((n) => `No word of line ${n} is known to the model.\n`).join(""),
    );
    const json = await runCommand(["predict", model, "--json"], { stdin });
    const lines = json.stdout.trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual([
      "great",
      "",
      "  ",
      "x",
      "dull",
      "",
    ]);
  });

  test.each([
    ["a byte order mark", "\ufeffgreat\n", ["great"]],
    ["line separators of Unicode", "great\u2028dull\u0085x\n", ["great\u2028dull\u0085x"]],
    ["line ends of all kinds", "great\r\ndull\rx\n", ["great", "dull", "x"]],
  ])("reads %s in a file and in stdin alike", async (_, text, lines) => {
    const args = ["predict", model, "--json"];
    const piped = await runCommand(args, { stdin: [text] });
    const read = await runCommand([...args, "--file", fileOf(text)]);
    expect(read).toEqual(piped);
    const texts = piped.stdout.trimEnd().split("\n");
    expect(texts.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(lines);
  });

  test("refuses UTF-16 and Latin-1, as train does, and names what was read", async () => {
    const utf16 = Buffer.from("\ufeffa great film\n", "utf16le");
    const file = fileOf(utf16);
    expect(await runCommand(["predict", model, "--file", file])).toEqual({
      stdout: "",
      stderr: "",
      error:
        `--file: expected text in UTF-8, got the byte 0xff at offset 0 (in ${file}:1). ` +
        "It looks like UTF-16: save it as UTF-8, or give --encoding utf-16le.",
    });
    const { stdout, error } = await runCommand(["predict", model], {
      stdin: [Buffer.from("great\nadiós\n", "latin1")],
    });
    expect(stdout).toBe("");
    expect(error).toBe(
      "stdin: expected text in UTF-8, got the byte 0xf3 at offset 9 (in stdin:2). " +
        "Save the file as UTF-8, which a spreadsheet calls CSV UTF-8: it is in another encoding. " +
        "Or name that: --encoding euc-kr (Korean), gb18030 (Chinese), shift_jis (Japanese), windows-1252 (Western Europe).",
    );
  });

  test("writes nothing that a terminal obeys, whatever texts and class names hold", async () => {
    const hostile = writeSmallModel(["bad\u001b[31m", "good\u0007"]);
    const text = "great \u001b]0;title\u0007 \u009b2J\u202e\ndull";
    for (const isTTY of [false, true]) {
      const { stdout } = await runCommand(["predict", hostile, text, "--trace"], { isTTY });
      const uncoloured = stdout.replaceAll(/(.)\[(?:0|2|30;48;5;\d+)m/g, (whole, first) =>
        isTTY && first === "\u001b" ? "" : whole,
      );
      expect(uncoloured).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
      expect(stdout).toContain("?]0;title?");
    }
    const { stdout } = await runCommand(["predict", hostile, text, "--json"]);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
    expect(JSON.parse(stdout)).toMatchObject({ text });
  });

  test.each([
    ["a table", "text,label\na,b\n"],
    ["an ONNX file", Buffer.from([8, 9, 18, 11, 114, 110, 110, 45, 116, 114, 97, 105, 110])],
    ["an empty file", ""],
  ])("says that %s is not a model", async (_, bytes) => {
    const file = fileOf(bytes, "plain.csv");
    for (const args of [
      ["predict", file, "x"],
      ["evaluate", file, "--data", file],
      ["export", file, "--format", "npz"],
      ["export", file, "--format", "onnx"],
    ]) {
      const { error } = await runCommand(args);
      expect(error).toBe(
        `expected a model, got another file: ${file} is not a model of rnn-train. ` +
          "Give a model.safetensors or the folder of a finished run.",
      );
    }
  });

  test("names the file of a model that is damaged", async () => {
    const bytes = readFileSync(model);
    bytes[bytes.length - 1] ^= 1;
    const file = fileOf(bytes, "model.safetensors");
    const { error } = await runCommand(["predict", file, "x"]);
    expect(error).toMatch(/^expected .* is damaged/);
    expect(error).toContain(` The file is ${file}.`);
  });

  test.each([
    ["a.csv", 'id,review\n1,"great, it said"\n2,dull\n'],
    ["a.tsv", "review\tid\ngreat, it said\t1\ndull\t2\n"],
    ["a.json", '[{"review": "great, it said"}, {"review": "dull"}]'],
    ["a.jsonl", '{"review": "great, it said"}\n{"review": "dull"}\n'],
  ])("reads the texts of the table %s", async (name, text) => {
    const { stdout } = await runCommand(["predict", model, "--file", fileOf(text, name)]);
    expect(stdout).toBe("good 0.9076  great, it said\nbad 0.9076  dull\n");
  });

  test("reads a table of stdin where its column is named, and says what it skipped", async () => {
    const stdin = ["id;body\n1;great, it said\n;\n2;x\n"];
    const args = ["predict", model, "--text-column", "body", "--delimiter", ";"];
    const { stdout, stderr } = await runCommand(args, { stdin });
    expect(stdout).toBe("good 0.9076  great, it said\nbad 0.5000  x\n");
    expect(stderr).toBe(
      "Note: Skipped 1 row with nothing in any field (line 3).\n" +
        "No word of stdin:4 is known to the model.\n",
    );
  });

  test("names --file where a table cannot be read", async () => {
    const file = fileOf("a,b,c\n1,2,3\n", "a.csv");
    const { error } = await runCommand(["predict", model, "--file", file]);
    expect(error).toMatch(/^--file: expected a column of texts .* Name it: --text-column\./);
    const missing = await runCommand(["predict", model, "--file", "no-such.csv"]);
    expect(missing.error).toMatch(/^--file: expected a file or folder that can be read, got none/);
  });

  test("refuses a text beside --file", async () => {
    const { stderr } = await runCommand(["predict", model, "great", "--file", fileOf("dull")]);
    expect(stderr).toContain("expected a text or option '--file <path>', got both.");
    for (const option of ["--text-column", "--delimiter"]) {
      const { stderr: words } = await runCommand(["predict", model, "a film", option, "x"]);
      expect(words).toMatch(
        new RegExp(
          `^error: option '${option} <.*>' is for a table: give --file in place of the text`,
        ),
      );
    }
  });
});

test.skipIf(process.platform !== "linux")(
  "train leaves no lock where stdout is a full disk",
  async () => {
    const out = path.join(newFolder(), "run");
    const args = ["train", ...smallRun, "--epochs", "1", "--quiet", "--out", out];
    const { code, stderr } = await waitForExit(startCli(args, undefined, "/dev/full"));
    expect([code, stderr]).toEqual([1, expect.stringContaining("got a full disk")]);
    expect(existsSync(path.join(out, "run.lock"))).toBe(false);
  },
);

test.skipIf(process.platform !== "linux").each([
  ["predict", ["predict", model, "great"]],
  ["--help", ["--help"]],
])("%s fails where stdout is a full disk, and says so", async (_, args) => {
  const { code, stderr } = await waitForExit(startCli(args, undefined, "/dev/full"));
  expect([code, stderr]).toEqual([
    1,
    "error: stdout: expected to write the result, got a full disk. What is written is incomplete.\n",
  ]);
});

test("of more than two classes the trace follows the one that the text is taken for, whatever the network alone says", async () => {
  const divided = await writeDividedModel();
  const { stdout } = await runCommand(["predict", divided, "bye", "--explain"]);
  expect(stdout).toMatch(/^farewell /);
  expect(stdout).toMatch(/^ {2}farewell \d\.\d\d > bye /m);
  expect(stdout).toMatch(/^ {2}n-grams for farewell: /m);
  expect(stdout).toMatch(/^ {2}farewell without a word: /m);
});
