import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { runCommand, type TrainingOptions, UsageError } from "../src/args.ts";

/** What the command line comes to: the options given to the command, or what was written instead. */
async function parse(...args: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const given: TrainingOptions[] = [];
  const nothing = async () => {};
  const others = { evaluate: nothing, predict: nothing, report: nothing, export: nothing };
  const commands = {
    ...others,
    train: async (options: TrainingOptions) => void given.push(options),
  };
  const error: unknown = await runCommand(args, commands, { stdout, stderr }).catch((e) => e);
  const text = (stream: PassThrough) => String(stream.read() ?? "");
  return { options: given[0], error, stdout: text(stdout), stderr: text(stderr) };
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
      "--engine reference --data a/b.npz --out c --checkpoint-every 5 --quiet --json";
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
      engine: "reference",
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
    ["--n-cell 3", "Did you mean --n-cells?"],
    ["chaptre", "too many arguments"],
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
    expect(options).toMatchObject({
      command: "train",
      data: "a.csv",
      textColumn: "body",
      recurrentGradient: "exact",
      learningRate: 0.1,
      numWords: 10_000,
      skipTop: 0,
      validationSize: 0.2,
    });
  });

  test("asks for the data of train", async () => {
    const { error, stderr } = await parse("train");
    expect(error).toBeInstanceOf(UsageError);
    expect(stderr).toContain("required option '--data <source>' not given");
  });

  test("lists the commands for help", async () => {
    const { error, stdout } = await parse("help");
    expect(error).toBeUndefined();
    expect(stdout).toContain("chapter [options]");
  });

  test("passes on what a command throws", async () => {
    const failure = new Error("no");
    const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
    const nothing = async () => {};
    const others = { evaluate: nothing, predict: nothing, report: nothing, export: nothing };
    const commands = { ...others, train: () => Promise.reject(failure) };
    await expect(runCommand([], commands, streams)).rejects.toBe(failure);
  });
});
