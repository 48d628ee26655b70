import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Sequential } from "@rnn/model";
import { TextClassifier } from "@rnn/text-classifier";
import { beforeAll, describe, expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const small = ["--data", "synthetic", "--maxlen", "4", "--batch-size", "4000"];
const first = newFolder();
const whole = { "09-3": newFolder(), "09-4": newFolder() };
const cells = { "09-3": "simpleRnn", "09-4": "lstm" };
const stdout: Record<string, string> = {};

beforeAll(async () => {
  for (const [chapter, out] of Object.entries({ "09-2": first, ...whole })) {
    const args = ["--chapter", chapter, ...small, "--epochs", "2", "--json", "--out", out];
    stdout[chapter] = (await runCommand(args)).stdout;
  }
});

function readJson(folder: string, name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Record<string, unknown>;
}

describe.each(["09-3", "09-4"] as const)("chapter %s", (chapter) => {
  const out = whole[chapter];

  test("has its own defaults, and keeps in config.json what its network has", () => {
    expect(readJson(out, "config.json")).toEqual({
      version: 2,
      command: "chapter",
      chapter,
      data: "synthetic",
      epochs: 2,
      maxlen: 4,
      numWords: 1000,
      skipTop: 20,
      validationSize: 5000,
      nCells: 8,
      batchSize: 4000,
      learningRate: 0.001,
      seed: 42,
      engine: "wasm",
    });
  });

  test("gives the object and the files that the first chapter gives", () => {
    const keys = (json: string): string[] => Object.keys(JSON.parse(json) as object);
    expect(keys(stdout[chapter])).toEqual(keys(stdout["09-2"]));
    const names = (folder: string): string[] =>
      readdirSync(folder).map((name) => name.replace(/-[0-9a-f]{16}\./, "."));
    expect(names(out)).toEqual(names(first));
    expect(readJson(first, "config.json")).not.toHaveProperty("chapter");
  });

  test("writes a model of its layers, and a report of its own", async () => {
    const bytes = readFileSync(path.join(out, "model.safetensors"));
    const { network } = TextClassifier.load(bytes, { networks: [Sequential] });
    expect(network).toBeInstanceOf(Sequential);
    const { layers, options } = Sequential.load(bytes);
    expect(layers.map(({ kind }) => kind)).toEqual(["embedding", cells[chapter], "dense"]);
    expect(options).toMatchObject({ optimizer: { kind: "adam", learningRate: 0.001 } });
    const report = readJson(out, "report.json");
    expect(report).toMatchObject({
      title: `Chapter ${chapter}’s network on synthetic reviews (made up, not IMDB)`,
      chapter: null,
      config: { chapter },
    });
  });

  test.each([
    ["--bptt-steps", "5"],
    ["--recurrent-gradient", "exact"],
  ])("refuses %s, which its network does not have, by its name", async (option, value) => {
    const { error } = await runCommand(["--chapter", chapter, option, value, "--out", newFolder()]);
    expect(error).toContain(`option '${option} `);
    expect(error).toContain(`is one of chapter 09-2, got it for chapter ${chapter}`);
  });
});

test("a run of a later chapter is resumed from within an epoch and from an epoch's end to the same bits", async () => {
  const often = ["--checkpoint-every", "0", "--quiet"];
  const [within, after] = [newFolder(), newFolder()];
  const args = ["--chapter", "09-4", ...small, "--epochs", "1", ...often, "--out", after];
  await runCommand(args);
  cpSync(after, within, { recursive: true });
  const checkpoints = readdirSync(within).filter((name) => name.startsWith("checkpoint-"));
  rmSync(path.join(within, checkpoints.sort()[1]));
  for (const folder of [within, after]) {
    const { stderr } = await runCommand(["--resume", folder, "--epochs", "2"]);
    expect(stderr).toContain(
      folder === within ? "Resuming after 0 epochs and" : "Resuming after 1 epoch.",
    );
    for (const name of ["config.json", "model.safetensors", "report.json", "loss.svg"]) {
      const [ours, theirs] = [folder, whole["09-4"]].map((from) =>
        readFileSync(path.join(from, name)),
      );
      expect(ours.equals(theirs), name).toBe(true);
    }
  }
});

test("--threads gives a later chapter the bits of one, keeps them in config.json, and resumes with them", async () => {
  const out = newFolder();
  const args = ["--chapter", "09-4", ...small, "--epochs", "1", "--threads", "2", "--quiet"];
  await runCommand([...args, "--out", out]);
  expect(readJson(out, "config.json")).toMatchObject({ engine: "wasm", threads: 2 });
  expect((await runCommand(["--resume", out, "--epochs", "2"])).error).toBeUndefined();
  const bytes = readFileSync(path.join(out, "model.safetensors"));
  const [ours, one] = [bytes, readFileSync(path.join(whole["09-4"], "model.safetensors"))].map(
    (file) => Sequential.load(file),
  );
  expect([ours.weights, ours.losses, ours.valLosses]).toEqual([
    one.weights,
    one.losses,
    one.valLosses,
  ]);
  expect(ours.options.engine).toEqual({ kind: "wasm", threads: 2 });
});

test("a model of a later chapter predicts, evaluates, and reports again", async () => {
  const out = whole["09-4"];
  const trace = ["predict", out, "a great film", "--trace"];
  expect((await runCommand(trace)).stdout).toMatch(/great 0\.\d\d/);
  const data = path.join(newFolder(), "films.csv");
  writeFileSync(data, "text,label\na great film,positive\na dull film,negative\n");
  const evaluated = await runCommand(["evaluate", out, "--data", data, "--json", "--quiet"]);
  expect(JSON.parse(evaluated.stdout)).toMatchObject({ count: 2 });
  expect((await runCommand(["report", out])).error).toBeUndefined();
});

test("a configuration of another chapter is refused by the option that does not apply", async () => {
  const config = path.join(first, "config.json");
  const { error } = await runCommand(["--config", config, "--chapter", "09-4"]);
  expect(error).toContain("option '--bptt-steps <count>' is one of chapter 09-2");
});

test("a run of a later chapter is repeated by its configuration, to the bit", async () => {
  const again = newFolder();
  const config = path.join(whole["09-4"], "config.json");
  await runCommand(["--config", config, "--quiet", "--out", again]);
  const [ours, theirs] = [again, whole["09-4"]].map((from) =>
    readFileSync(path.join(from, "model.safetensors")),
  );
  expect(ours.equals(theirs)).toBe(true);
});

test("a chapter that cannot be run, and one for own texts, are refused by name", async () => {
  expect((await runCommand(["--chapter", "09-5"])).error).toContain("09-2, 09-3, 09-4");
  const train = await runCommand(["train", "--data", "x.csv", "--chapter", "09-4"]);
  expect(train.error).toContain("unknown option '--chapter'");
});

test.each([
  ["1000000", "expected --n-cells to be a whole number from 1 to 65535, got 1000000."],
  [
    "65000",
    "expected settings for which there is enough memory, got --n-cells 65000 and x with 1000 features. Use smaller ones.",
  ],
])(
  "%s cells, more than memory has room for, are refused by the option's name",
  async (n, message) => {
    const { error } = await runCommand(["--chapter", "09-4", ...small, "--n-cells", n]);
    expect(error).toBe(message);
  },
);
