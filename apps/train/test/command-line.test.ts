import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { runCommandLine } from "../src/command-line.ts";
import * as chapter from "../src/commands/chapter.ts";
import type { CommandModule } from "../src/commands/command-module.ts";
import * as evaluate from "../src/commands/evaluate.ts";
import * as exporting from "../src/commands/export.ts";
import * as predict from "../src/commands/predict.ts";
import * as report from "../src/commands/report.ts";
import * as serve from "../src/commands/serve.ts";
import * as sweep from "../src/commands/sweep.ts";
import * as train from "../src/commands/train.ts";
import type { ClassifierOptions } from "../src/options/classifier-options.ts";
import { resolveTrainingOptions } from "../src/options/resolve-training-options.ts";
import type { TrainingOptions } from "../src/options/training-options.ts";
import { UsageError } from "../src/usage-error.ts";

const modules = { chapter, train, evaluate, predict, serve, report, sweep, export: exporting };

/** What the command line comes to: what the command was called with, or what was written instead. */
async function parse(...args: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const calls: {
    name: string;
    args: string[];
    options: unknown;
    training?: TrainingOptions | ClassifierOptions;
  }[] = [];
  const recording = (module: CommandModule): CommandModule => ({
    declare: module.declare,
    async run(command, { declare }) {
      const call = { name: command.name(), args: command.args, options: command.opts() };
      const isTraining = module === chapter || module === train;
      calls.push({
        ...call,
        ...(isTraining && { training: await resolveTrainingOptions(command, declare) }),
      });
    },
  });
  const commands = Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [name, async () => recording(module)]),
  );
  const error: unknown = await runCommandLine(args, contextOf(stdout, stderr), commands).catch(
    (e) => e,
  );
  const text = (stream: PassThrough) => String(stream.read() ?? "");
  const [call] = calls;
  return { call, options: call?.training, error, stdout: text(stdout), stderr: text(stderr) };
}

function contextOf(stdout: PassThrough, stderr: PassThrough) {
  const abortOnSignals = () => new AbortController().signal;
  return { stdin: new PassThrough(), stdout, stderr, abortOnSignals };
}

const defaults = {
  command: "chapter",
  nCells: 32,
  batchSize: 32,
  learningRate: 0.01,
  bpttSteps: 10,
  recurrentGradient: "chapter",
  epochs: 20,
  seed: 42,
  maxlen: 100,
  numWords: 100,
  skipTop: 20,
  validationSize: 5000,
  engine: "wasm",
  data: "imdb",
  checkpointEvery: 60,
  quiet: false,
  json: false,
};

describe("the command line", () => {
  test("without arguments is the chapter as printed", async () => {
    expect((await parse()).options).toEqual(defaults);
  });

  test("takes the command's name or leaves it to the default", async () => {
    expect((await parse("chapter", "--epochs", "3")).options).toEqual({ ...defaults, epochs: 3 });
    expect((await parse("--epochs", "3")).options).toEqual({ ...defaults, epochs: 3 });
  });

  test("takes every option", async () => {
    const line =
      "--n-cells 8 --batch-size 16 --learning-rate 1e-3 --bptt-steps 5 --recurrent-gradient exact " +
      "--epochs 2 --seed 0 --maxlen 50 --num-words 200 --skip-top 0 --validation-size 100 " +
      "--engine wasm --threads 2 --data a/b.npz --out c --checkpoint-every 5 --quiet --json";
    expect((await parse(...line.split(" "))).options).toEqual({
      command: "chapter",
      nCells: 8,
      batchSize: 16,
      learningRate: 0.001,
      bpttSteps: 5,
      recurrentGradient: "exact",
      epochs: 2,
      seed: 0,
      maxlen: 50,
      numWords: 200,
      skipTop: 0,
      validationSize: 100,
      engine: "wasm",
      threads: 2,
      data: "a/b.npz",
      checkpointEvery: 5,
      out: "c",
      quiet: true,
      json: true,
    });
  });

  test.each([
    ["--n-cells 0", "Expected a whole number from 1 on."],
    ["--n-cells 1.5", "Expected a whole number from 1 on."],
    ["--batch-size -1", "Expected a whole number from 1 on."],
    ["--learning-rate 0", "Expected a number above 0."],
    ["--learning-rate fast", "Expected a number above 0."],
    ["--learning-rate 1e999", "Expected a number above 0."],
    ["--bptt-steps 0", "Expected a whole number from 1 on."],
    ["--recurrent-gradient both", "Allowed choices are chapter, exact."],
    ["--epochs 0", "Expected a whole number from 1 on."],
    ["--epochs 0x10", "Expected a whole number from 1 on."],
    ["--epochs", "argument missing"],
    ["--seed 4294967296", "Expected a whole number from 0 to 4294967295."],
    ["--maxlen 1", "Expected a whole number from 2 on."],
    ["--num-words 4", "Expected a whole number from 5 on."],
    ["--skip-top -1", "Expected a whole number from 0 on."],
    ["--skip-top 100", "must be below --num-words (100)"],
    ["--validation-size 0", "Expected a whole number from 1 on, or a share between 0 and 1."],
    ["--engine fast", "Allowed choices are wasm, reference."],
    ["--threads 0", "Expected a whole number from 1 to 8."],
    ["--threads 9", "Expected a whole number from 1 to 8."],
    ["--threads 2 --engine reference", "'--threads' is for --engine wasm, got it for reference"],
    ["--n-cell 3", "Did you mean --n-cells?"],
    ["chapter extra", "too many arguments"],
  ])("refuses %s and says what is expected", async (line, message) => {
    const { options, error, stdout, stderr } = await parse(...line.split(" "));
    expect(options).toBeUndefined();
    expect(error).toBeInstanceOf(UsageError);
    expect(stderr).toContain(message);
    expect(stderr).toContain("rnn-train --help");
    expect(stdout).toBe("");
  });

  test("shows the options with their defaults and examples for --help", async () => {
    const { options, error, stdout, stderr } = await parse("--help");
    expect([options, error, stderr]).toEqual([undefined, undefined, ""]);
    expect(stdout).toContain("rnn-train [chapter] [options]");
    expect(stdout).toContain("(default: 0.01)");
    expect(stdout).toContain("$ rnn-train --recurrent-gradient exact");
    expect((await parse("chapter", "-h")).stdout).toBe(stdout);
  });

  test("has defaults of its own for texts of one's own", async () => {
    const { options } = await parse("train", "--data", "a.csv", "--text-column", "body");
    expect(options).toEqual({
      command: "train",
      model: "auto",
      data: "a.csv",
      textColumn: "body",
      seed: 42,
      engine: "wasm",
      checkpointEvery: 60,
      quiet: false,
      json: false,
    });
  });

  test.each([
    ["asked for", ["--model", "chapter"]],
    ["one of its options is given", ["--n-cells", "32"]],
    ["the reviews are its own", []],
  ])("trains the chapter's network on them where %s", async (reason, more) => {
    const data = reason === "the reviews are its own" ? "synthetic" : "a.csv";
    const { options } = await parse("train", "--data", data, ...more);
    expect(options).toMatchObject({
      command: "train",
      data,
      recurrentGradient: "exact",
      learningRate: 0.1,
      nCells: 32,
      numWords: 10_000,
      maxlen: 100,
      skipTop: 0,
      validationSize: 0.2,
    });
    expect(options).not.toHaveProperty("model");
  });

  test.each([
    [
      "--units 3 --model chapter",
      "'--units <count>' is not one of the chapter's network, which --model chapter asks for. Leave it out.",
    ],
    [
      "--patience 3 --n-cells 3",
      "'--patience <count>' is not one of the chapter's network, which --n-cells asks for. Leave it out.",
    ],
    ["--model rnn --bptt-steps 3", "'--bptt-steps <count>' is one of the chapter's network"],
    ["--model fast", "Allowed choices are auto, rnn, ngrams, both, chapter."],
    ["--dropout 1", "Expected a number from 0 to below 1."],
    ["--class-weight equal", "Allowed choices are balanced."],
  ])("refuses %s of a classifier and says what is expected", async (line, message) => {
    const { error, stderr } = await parse("train", "--data", "a.csv", ...line.split(" "));
    expect(error).toBeInstanceOf(UsageError);
    expect(stderr).toContain(message);
  });

  test("refuses another model for reviews that are read as ids", async () => {
    const { error, stderr } = await parse("train", "--data", "imdb", "--model", "both");
    expect(error).toBeInstanceOf(UsageError);
    expect(stderr).toContain("is for texts of your own, got it for reviews that are read as ids");
  });

  test("asks for the data of train", async () => {
    const { error, stderr } = await parse("train");
    expect(error).toBeInstanceOf(UsageError);
    expect(stderr).toContain("required option '--data <source>' not given");
  });

  test.each([["help"], ["help", "predict"], ["--help"], ["-h"]])(
    "answers %s with help on stdout",
    async (...args) => {
      const { call, error, stdout, stderr } = await parse(...args);
      expect([call, error, stderr]).toEqual([undefined, undefined, ""]);
      expect(stdout).toMatch(/^Usage: rnn-train /);
    },
  );

  test("names the other commands in the help of the chapter", async () => {
    const { stdout } = await parse("--help");
    const sentence = /^Other commands: [^.]+\./m.exec(stdout)?.[0] ?? "";
    const missing = Object.keys(modules).filter((name) => !sentence.includes(name));
    expect(missing).toEqual(["chapter"]);
  });

  test("lists the commands for help", async () => {
    const { stdout } = await parse("help");
    for (const line of ["chapter [options]", "predict [options] <model> [text]", "-V, --version"]) {
      expect(stdout).toContain(line);
    }
  });

  test.each(Object.keys(modules))("%s has help, with its description and options", async (name) => {
    const { call, error, stdout, stderr } = await parse(name, "--help");
    expect([call, error, stderr]).toEqual([undefined, undefined, ""]);
    const { declare } = modules[name as keyof typeof modules];
    const { options } = declare(new Command(name));
    for (const { long } of options) expect(stdout).toContain(long);
    expect(stdout).toContain("-h, --help");
    expect((await parse(name, "-h")).stdout).toBe(stdout);
    expect((await parse("help", name)).stdout).toBe(stdout);
  });

  test.each(["--version", "-V"])("shows the program's version for %s", async (flag) => {
    const { version } = JSON.parse(
      readFileSync(new URL("../package.json", import.meta.url), "utf8"),
    ) as { version: string };
    const { call, error, stdout, stderr } = await parse(flag);
    expect([call, error, stdout, stderr]).toEqual([undefined, undefined, `${version}\n`, ""]);
  });

  test.each([
    [["predit", "m", "x"], "unknown command 'predit'\n(Did you mean predict?)"],
    [["chaptre"], "unknown command 'chaptre'\n(Did you mean chapter?)"],
    [["reviews.csv"], "unknown command 'reviews.csv'\nRun rnn-train help for the commands."],
    [["predict", "m", "--tracee"], "unknown option '--tracee'\n(Did you mean --trace?)"],
    [["evaluate", "m", "--dta", "x"], "(Did you mean --data?)"],
    [["--verison"], "unknown option '--verison'\n(Did you mean --version?)"],
    [["export", "m", "--fromat", "npz"], "(Did you mean --format?)"],
    [["predict", "m", "what", "a", "film"], "Put a text of several words in quotes."],
    [["predict", "m", "-bad"], "A text that begins with - goes after --."],
  ])("takes %s for a slip, and says what was meant", async (args, message) => {
    const { call, error, stderr } = await parse(...args);
    expect(call).toBeUndefined();
    expect(error).toBeInstanceOf(UsageError);
    expect(stderr).toContain(message);
  });

  test.each([
    [["m", "-5 stars"], ["m", "-5 stars"], {}],
    [["m", "--great film, isn't it", "--trace"], ["m", "--great film, isn't it"], { trace: true }],
    [["--json", "m", "- a list"], ["m", "- a list"], { json: true }],
    [["m", "-"], ["m", "-"], {}],
    [["m", "-5"], ["m", "-5"], {}],
    [["m", "--", "-bad"], ["m", "-bad"], {}],
    [["m", "--trace", "--", "--json"], ["m", "--json"], { trace: true }],
    [["m", "--file", "-5 stars.txt"], ["m"], { file: "-5 stars.txt" }],
    [["m", "--file=my file.txt", "-5 stars"], ["m", "-5 stars"], { file: "my file.txt" }],
  ])("predict takes %j for the operands %j", async (args, operands, options) => {
    const { call, stderr } = await parse("predict", ...args);
    expect(stderr).toBe("");
    expect(call).toEqual({ name: "predict", args: operands, options });
  });

  test.each([
    [["evaluate", "m"], "error: required option '--data <source>' not given: "],
    [["export", "m"], "error: required option '--format <format>' not given: "],
  ])("asks for what %s needs", async (args, message) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const call = runCommandLine(args, contextOf(stdout, stderr));
    await expect(call).rejects.toBeInstanceOf(UsageError);
    expect(String(stderr.read())).toContain(message);
  });

  test("passes on what a command throws", async () => {
    const failure = new Error("no");
    const failing = { declare: chapter.declare, run: () => Promise.reject(failure) };
    const context = contextOf(new PassThrough(), new PassThrough());
    await expect(runCommandLine([], context, { chapter: async () => failing })).rejects.toBe(
      failure,
    );
  });
});
