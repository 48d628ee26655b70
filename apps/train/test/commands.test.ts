import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RecurrentNetwork } from "@rnn/model";
import { decodeNpz, RandomState } from "@rnn/tensor";
import { TextClassifier } from "@rnn/text-classifier";
import { beforeAll, describe, expect, test } from "vitest";
import { newFolder, offline, runCli, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const place = newFolder();
const table = path.join(place, "films.csv");
const run = path.join(place, "run");

/** 400 films: a sentence of fillers and one telling word, in quotes as CSV has them. */
function writeTable(): void {
  const random = new RandomState(3);
  const words = ["the", "film", "was", "a", "story", "with", "music", "and", "plot"];
  const telling = [
    ["dull", "awful"],
    ["great", "lovely"],
  ];
  const pick = (from: readonly string[]): string => from[random.randint(0, from.length)];
  const rows = Array.from({ length: 400 }, () => {
    const label = random.randint(0, 2);
    const text = Array.from({ length: 5 }, () => pick(words));
    text[random.randint(0, 5)] = pick(telling[label]);
    return `"${text.join(" ")}, ""said"" all",${["bad", "good"][label]}`;
  });
  writeFileSync(table, `review,sentiment\n${rows.join("\n")}\n`);
}

beforeAll(async () => {
  writeTable();
  const small = ["--maxlen", "10", "--n-cells", "8", "--epochs", "30"];
  await runCommand(["train", "--data", table, ...small, "--out", run]);
});

function readJson(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(run, name), "utf8")) as Record<string, unknown>;
}

describe("train on a table of one's own", () => {
  test("learns it, and leaves a model that reads text", () => {
    const { valAccuracy } = readJson("history.json") as { valAccuracy: number };
    expect(valAccuracy).toBeGreaterThan(0.9);
    const classifier = TextClassifier.load(readFileSync(path.join(run, "model.safetensors")));
    expect(classifier.classNames).toEqual(["bad", "good"]);
    // As long as the texts that it learnt from: of shorter ones it knows nothing.
    const readings = ["GREAT", "dull"].map((word) => {
      return classifier.classify(`The film was ${word}, and a "said" all.`);
    });
    expect(readings.map(({ className }) => className)).toEqual(["good", "bad"]);
    for (const { probability } of readings) expect(probability).toBeGreaterThan(0.9);
    expect(classifier.about).toMatchObject({ program: "rnn-train" });
  });

  test("reports on one page with its traces, and the same page again from what it kept", async () => {
    const page = readFileSync(path.join(run, "report.html"), "utf8");
    expect(page).toContain("<h1>films.csv: bad or good</h1>");
    expect(page).toContain(">Run run · Completed after 30 epochs · ");
    const { traces, evaluation } = readJson("report.json") as {
      traces: { text: string }[];
      evaluation: object;
    };
    expect(traces.length).toBeGreaterThanOrEqual(2);
    expect(traces[0].text).toContain('"said"');
    expect(evaluation).toMatchObject({ of: "validation", count: 80 });
    const { error, stdout } = await runCommand(["report", run]);
    expect([error, stdout]).toEqual([undefined, `Written to ${path.join(run, "report.html")}\n`]);
    expect(readFileSync(path.join(run, "report.html"), "utf8")).toBe(page);
  });

  test("reports again on a run that an earlier version left, with its words and warnings as they are", async () => {
    const old = path.join(newFolder(), "old");
    cpSync(new URL("run-of-format-1", import.meta.url), old, { recursive: true });
    const { code } = await runCli(["report", old]);
    expect(code).toBe(0);
    const page = readFileSync(path.join(old, "report.html"), "utf8");
    expect(page).toContain("<h1>A text classifier</h1>");
    expect(page).toContain("There are only 12 texts to train on");
    expect(page).toMatch(/5 of 6 words read, 1 not in the vocabulary/);
  });

  test("names what is wrong with the times that a run kept", async () => {
    const old = path.join(newFolder(), "old");
    cpSync(new URL("run-of-format-1", import.meta.url), old, { recursive: true });
    writeFileSync(path.join(old, "timings.json"), '{"trainingMs":"3"}');
    const { code, stderr } = await runCli(["report", old]);
    expect(code).toBe(1);
    expect(stderr).toContain("(at trainingMs)");
  });

  test("names no folder of the machine in what is given away, and Node’s version on the page only", () => {
    for (const name of ["report.html", "report.json", "model.safetensors", "loss.svg"]) {
      const content = readFileSync(path.join(run, name), "latin1");
      expect(content.includes(place), name).toBe(false);
    }
    for (const name of ["report.json", "model.safetensors"]) {
      const content = readFileSync(path.join(run, name), "latin1");
      expect(content.includes(process.versions.node), name).toBe(false);
    }
  });

  test("says in the terminal, in JSON and in the report that its validation loss rose, and what to do", async () => {
    const random = new RandomState(5);
    const noise = path.join(place, "noise.csv");
    const word = (): string => `w${random.randint(0, 40)}`;
    const rows = Array.from(
      { length: 120 },
      () => `${word()} ${word()} ${word()},${["bad", "good"][random.randint(0, 2)]}`,
    );
    writeFileSync(noise, `text,label\n${rows.join("\n")}\n`);
    const args = ["train", "--data", noise, "--maxlen", "4", "--n-cells", "8", "--epochs", "60"];
    const out = path.join(place, "noise");
    const { stdout } = await runCommand([...args, "--out", out]);
    const message =
      /The validation loss was lowest after epoch \d+, [\d.]+, and had risen to [\d.]+ after epoch 60\. .*Train for \d+ epochs?, or on more texts\./;
    expect(stdout.replaceAll("\n", " ")).toMatch(message);
    expect(readFileSync(path.join(out, "report.html"), "utf8")).toMatch(message);
    const rises = expect.objectContaining({
      code: "validation-loss-rises",
      message: expect.stringMatching(message) as unknown,
    }) as unknown;
    const report = JSON.parse(readFileSync(path.join(out, "report.json"), "utf8")) as object;
    expect(report).toMatchObject({ warnings: expect.arrayContaining([rises]) as unknown });
    const json = await runCommand([...args, "--json", "--out", path.join(place, "json")]);
    expect((JSON.parse(json.stdout) as { warnings: unknown }).warnings).toContainEqual(rises);
    expect(json.stderr).toMatch(message);
  });

  test("repeats to the bit from its configuration, whatever the language and the time zone", async () => {
    const again = path.join(place, "again");
    const config = path.join(run, "config.json");
    const args = ["train", "--config", config, "--quiet", "--out", again];
    const { code } = await runCli(args, { ...offline(), LANG: "ar_EG.UTF-8", TZ: "Asia/Seoul" });
    expect(code).toBe(0);
    const names = readdirSync(run).filter(
      (name) => !/^(checkpoint-|timings|report\.html)/.test(name),
    );
    expect(names).toContain("loss.png");
    for (const name of names) {
      const [a, b] = [run, again].map((folder) => readFileSync(path.join(folder, name)));
      expect(a.equals(b), name).toBe(true);
    }
  });

  test.each([
    ['{"command":"train","epoch":3}', "got epoch. Did you mean epochs?"],
    ['{"command":"train","epochs":"3"}', 'expected a value for epochs, got "3"'],
    ['{"command":"train","epochs":0}', "Expected a whole number from 1 on."],
    ['{"command":"sweep"}', 'expected command to be "chapter" or "train", got "sweep"'],
    ["{", "expected a configuration in JSON"],
  ])("refuses the configuration %s", async (text, message) => {
    const file = path.join(newFolder(), "config.json");
    writeFileSync(file, text);
    const { error } = await runCommand(["train", "--config", file, "--data", table]);
    expect(error).toContain(message);
  });

  test("says in words that a file is not there, whichever option or argument names it", async () => {
    const none = path.join(newFolder(), "nope.json");
    for (const args of [
      ["train", "--config", none],
      ["train", "--data", none],
      ["train", "--data", table, "--test", none],
      ["train", "--resume", none],
      ["chapter", "--data", path.join(none, "imdb.npz")],
      ["sweep", "--config", none],
      ["sweep", "--resume", none],
      ["evaluate", none, "--data", table],
      ["predict", none, "text"],
      ["export", none, "--format", "npz"],
      ["report", none],
      ["serve", none],
    ]) {
      const { error } = await runCommand(args);
      expect(error, args.join(" ")).toMatch(
        /expected .*, got (no such file or folder|none|one without config\.json)\b.*nope\.json/,
      );
    }
  });

  test("refuses a third class for the chapter's network and a missing column, and says what to do", async () => {
    const file = path.join(newFolder(), "three.csv");
    writeFileSync(file, "text,label\na,x\nb,y\nc,z\n");
    const three = await runCommand(["train", "--data", file, "--model", "chapter"]);
    expect(three.error).toMatch(
      /expected two classes, got 3: "x", "y", "z" .* The chapter's network/,
    );
    const column = await runCommand(["train", "--data", table, "--text-column", "body"]);
    expect(column.error).toContain("--text-column");
  });
});

describe("predict", () => {
  test("gives class and probability of a text, and with --trace after each word", async () => {
    const { stdout } = await runCommand(["predict", run, "the xyz film was awful", "--trace"]);
    expect(stdout).toMatch(
      /^bad 0\.\d{4} {2}the xyz film was awful\n {2}good 0\.\d\d > the 0\.\d\d \[xyz\] film 0\.\d\d was 0\.\d\d awful 0\.\d\d\n$/,
    );
  });

  test("reads the lines of stdin and of a file, as JSON where asked", async () => {
    const child = startCli(["predict", run, "--json"]);
    child.stdin?.end(
      "the great film was a story, said all\r\nthe dull film was a story, said all\n",
    );
    const { stdout } = await waitForExit(child);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { className: "good", label: 1, wordCount: 8, readCount: 8 },
      { text: "the dull film was a story, said all", className: "bad", label: 0 },
    ]);
    const file = path.join(newFolder(), "lines.txt");
    writeFileSync(file, "the awful film was a story, said all\n");
    expect((await runCommand(["predict", run, "--file", file])).stdout).toMatch(
      /^bad 0\.\d{4} {2}the awful film .*\n$/,
    );
  });

  test("says where no word is known, and where there is no model", async () => {
    const unknown = await runCommand(["predict", run, "xyz"]);
    expect(unknown.stderr).toBe("No word of this text is known to the model.\n");
    const missing = await runCommand(["predict", place, "xyz"]);
    expect(missing.error).toMatch(/^expected a model, got no such file or folder .*$/);
  });
});

test("report names the file that is damaged, and no function", async () => {
  const copy = newFolder();
  for (const name of ["config.json", "timings.json"]) {
    writeFileSync(path.join(copy, name), readFileSync(path.join(run, name)));
  }
  const file = path.join(copy, "report.json");
  writeFileSync(file, '{"format": 99}');
  const { error } = await runCommand(["report", copy]);
  expect(error).toMatch(/^report: expected a report of format 1 to \d+, got one of format 99\./);
  expect(error).toContain(` The file is ${file}.`);
});

test("evaluate shows the figures, both classes and the worst mistakes", async () => {
  const { stdout } = await runCommand(["evaluate", run, "--data", table, "--json"]);
  const found = JSON.parse(stdout) as {
    accuracy: number;
    confusion: number[][];
    mistakes: unknown[];
  };
  expect(found).toMatchObject({ count: 400, classNames: ["bad", "good"] });
  const [[tn, fp], [fn, tp]] = found.confusion;
  expect(tn + fp + fn + tp).toBe(400);
  expect((tn + tp) / 400).toBe(found.accuracy);
  expect(found.mistakes.length).toBe(Math.min(5, fp + fn));
  const text = (await runCommand(["evaluate", run, "--data", table])).stdout;
  for (const word of ["Accuracy", "ROC AUC", "precision", "recall", "F1"]) {
    expect(text).toContain(word);
  }
});

test("export writes weights for NumPy and a network for ONNX beside the model", async () => {
  for (const format of ["npz", "onnx"]) {
    expect((await runCommand(["export", run, "--format", format])).error).toBeUndefined();
  }
  expect(readdirSync(run)).toContain("model.onnx");
  const arrays = await decodeNpz(readFileSync(path.join(run, "model.npz")));
  const { weights } = RecurrentNetwork.load(readFileSync(path.join(run, "model.safetensors")));
  expect(Object.keys(arrays).sort()).toEqual(["b1", "b2", "w1h", "w1x", "w2"]);
  expect(arrays["w1h"].toArray()).toEqual(weights.w1h.toArray());
});
