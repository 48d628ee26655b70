import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder, runCli, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const words = ["good", "nice", "bad", "awful", "day", "film", "story", "so", "long", "end"];

/** A table of texts of two classes, or of three. */
function writeTable(rows: number, names: readonly string[]): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const text = [words[i % 4], words[4 + (i % 5)], words[4 + ((i * 7) % 6)], `w${i % 23}`];
    return `${text.join(" ")},${names[Math.min(names.length - 1, i % 4)]}`;
  });
  const file = path.join(newFolder(), "texts.csv");
  writeFileSync(file, `text,label\n${lines.join("\n")}\n`);
  return file;
}

function writeStudy(value: unknown): string {
  const file = path.join(newFolder(), "sweep.json");
  writeFileSync(file, JSON.stringify(value));
  return file;
}

function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !["journal.jsonl", "sweep.json", "report.html"].includes(name));
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(path.join(folder, name), "hex")]),
  );
}

const data = writeTable(160, ["a", "b", "c"]);
const study = {
  options: { command: "train", data, model: "both", units: 3, patience: 9 },
  space: { learningRate: [0.003, 0.03], dropout: [0, 0.5] },
  seeds: [1, 2],
  epochs: 4,
  search: { method: "successiveHalving", trials: 4, eta: 2 },
};

describe("a study of classifiers", () => {
  test("ranks them, and keeps one that predicts; equal bytes for 1 and 2 workers, killed and resumed", async () => {
    const [one, two] = ["one", "two"].map((name) => path.join(newFolder(), name));
    const file = writeStudy(study);
    const args = ["sweep", "--config", file, "--quiet"];
    const whole = await runCli([...args, "--out", one, "--workers", "1"]);
    expect(whole.stderr).toBe("");
    expect(whole.stdout).toMatch(/^ {3}learningRate +dropout +epochs +valLoss +spread$/m);
    expect(whole.stdout).toMatch(/^14 trainings of 16 epochs in all\.$/m);

    const child = startCli([...args, "--out", two, "--workers", "2"]);
    const exit = waitForExit(child);
    const results = path.join(two, "results");
    const watch = setInterval(() => {
      const names = existsSync(results) ? readdirSync(results) : [];
      if (names.filter((name) => name.endsWith(".json")).length >= 5) child.kill("SIGKILL");
    }, 5);
    await exit;
    clearInterval(watch);
    const resumed = await runCli(["sweep", "--resume", two, "--quiet", "--workers", "2"]);
    expect(resumed.code).toBe(0);
    expect(contentOf(two)).toEqual(contentOf(one));
    const { stdout } = await runCommand(["predict", one, "a good film", "--json"]);
    expect(
      Object.keys((JSON.parse(stdout) as { probabilities: object }).probabilities),
    ).toHaveLength(3);
  });

  test("of one set of options, leaves the classifier that train leaves", async () => {
    const out = path.join(newFolder(), "study");
    const options = { command: "train", data, model: "auto", units: 4 };
    const space = { learningRate: [0.01] };
    const file = writeStudy({ options, space, seeds: [5], epochs: 3 });
    const { code } = await runCli(["sweep", "--config", file, "--out", out, "--quiet"]);
    expect(code).toBe(0);
    const run = path.join(newFolder(), "run");
    const given = ["--units", "4", "--learning-rate", "0.01", "--epochs", "3", "--seed", "5"];
    const trained = await runCommand(["train", "--data", data, ...given, "--out", run, "--quiet"]);
    expect(trained.error).toBeUndefined();
    const [ours, theirs] = [out, run].map((folder) =>
      readFileSync(path.join(folder, "model.safetensors"), "hex"),
    );
    expect(ours).toBe(theirs);
  });

  test("of n-grams alone needs no epochs, and takes what only classifiers have", async () => {
    const out = path.join(newFolder(), "study");
    const options = { command: "train", data, model: "ngrams" };
    const space = { classWeight: ["balanced"], tokens: ["words", "characters"] };
    const search = { method: "successiveHalving", trials: 2, eta: 2 };
    const file = writeStudy({ options, space, epochs: 2, search, metric: "valAccuracy" });
    const { code, stdout } = await runCli(["sweep", "--config", file, "--out", out, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ jobs: 3, failed: 0 });
  });
});

test("data that no classifier can be trained on ends a study with the option and the file", async () => {
  const file = path.join(newFolder(), "one.csv");
  writeFileSync(file, "text,label\ngood,a\nbad,a\n");
  const config = writeStudy({ ...study, options: { ...study.options, data: file } });
  const { error } = await runCommand(["sweep", "--config", config, "--out", newFolder()]);
  expect(error).toMatch(/^--data: expected /);
});
