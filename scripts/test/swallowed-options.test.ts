import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { quote, readAppOptions, restoreSwallowedOptions } from "../swallowed-options.mjs";
import { root } from "./run-script.ts";

const appOptions = readAppOptions(join(root, "apps/train/src"));

/** The arguments that were meant, from what npm passes on and puts into the environment. */
const restore = (args: string[], env: Record<string, string>) =>
  restoreSwallowedOptions(args, env, appOptions);

describe("the options that the app's sources declare", () => {
  test("are those of all commands, with the placeholders of their values", () => {
    expect(Object.fromEntries(appOptions)).toMatchObject({
      data: "<source>",
      epochs: "<count>",
      "learning-rate": "<rate>",
      seed: "<seed>",
      out: expect.stringMatching(/^<(?:file|folder)>$/),
      trace: "",
      json: "",
      quiet: "",
    });
  });
});

describe("restoreSwallowedOptions", () => {
  test("gives undefined where npm swallowed none", () => {
    expect(restore([], {})).toBeUndefined();
    expect(restore(["train", "--data", "x.csv"], { npm_config_registry: "r" })).toBeUndefined();
  });

  test.each([
    // npm start train --data x.csv
    [["train", "x.csv"], { npm_config_data: "true" }, ["train", "--data", "x.csv"]],
    // npm start -- would have been needed before options alone, too
    [["x.csv"], { npm_config_data: "true" }, ["--data", "x.csv"]],
    // npm start train --data=x.csv --epochs=3
    [
      ["train"],
      { npm_config_epochs: "3", npm_config_data: "x.csv" },
      ["train", "--data", "x.csv", "--epochs", "3"],
    ],
    // npm start train --data x.csv --epochs 3, in either order
    [
      ["train", "x.csv", "3"],
      { npm_config_data: "true", npm_config_epochs: "true" },
      ["train", "--data", "x.csv", "--epochs", "3"],
    ],
    [
      ["train", "3", "x.csv"],
      { npm_config_data: "true", npm_config_epochs: "true" },
      ["train", "--data", "x.csv", "--epochs", "3"],
    ],
    // npm start predict runs/x "a text" --trace
    [
      ["predict", "runs/x", "a text"],
      { npm_config_trace: "true" },
      ["predict", "runs/x", "a text", "--trace"],
    ],
    // npm start --num-words 500
    [["500"], { npm_config_num_words: "true" }, ["--num-words", "500"]],
    // npm has a --json of its own
    [[], { npm_config_json: "true" }, ["--json"]],
    // npm expands --engine to its own --engine-strict
    [["reference"], { npm_config_engine_strict: "true" }, ["--engine", "reference"]],
  ])("makes of %j and %j the arguments %j", (args, env, wanted) => {
    const meant = restore(args, env) ?? [];
    // npm keeps no order among options.
    expect(sortOptions(meant)).toEqual(sortOptions(wanted));
  });

  test("shows placeholders where a value could belong to several options", () => {
    const env = { npm_config_epochs: "true", npm_config_n_cells: "true" };
    const meant = restore(["train", "3", "8"], env) ?? [];
    expect(sortOptions(meant)).toEqual(["train", "--epochs <count>", "--n-cells <count>"]);
  });

  test("ignores settings of npm that are off, as npm 6 lists all, and those of the user's npmrc", () => {
    expect(restore([], { npm_config_json: "" })).toBeUndefined();
    const npmrc = join(mkdtempSync(join(tmpdir(), "rnn-npmrc-")), ".npmrc");
    writeFileSync(npmrc, "json = true\nengine_strict=true\n");
    const env = {
      npm_config_userconfig: npmrc,
      npm_config_json: "true",
      npm_config_engine_strict: "true",
    };
    expect(restore([], env)).toBeUndefined();
    expect(restore(["x.csv"], { ...env, npm_config_data: "true" })).toEqual(["--data", "x.csv"]);
  });
});

describe("quote", () => {
  test.each([
    ["x.csv", "x.csv"],
    ["runs/my-run", "runs/my-run"],
    ["<count>", "<count>"],
    ["a text", '"a text"'],
    ['say "hi" for $5', String.raw`"say \"hi\" for \$5"`],
    ["", '""'],
  ])("writes %j as %s", (argument, wanted) => {
    expect(quote(argument)).toBe(wanted);
  });
});

/** The arguments before the options, then the options with their values in alphabetical order. */
function sortOptions(args: readonly string[]): string[] {
  const first = args.findIndex((argument) => argument.startsWith("--"));
  if (first === -1) return [...args];
  const options = args
    .slice(first)
    .join(" ")
    .split(/ (?=--)/);
  return [...args.slice(0, first), ...options.toSorted()];
}
