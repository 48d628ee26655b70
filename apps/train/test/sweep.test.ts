import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findPython } from "@rnn/testing/run-python";
import { describe, expect, test } from "vitest";
import { newFolder, offline, runCli, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { contentOf, study, writeStudy } from "./small-study.ts";

const python = findPython("optuna");

const whole = path.join(newFolder(), "whole");
const wholeRun = runCli([
  "sweep",
  "--config",
  writeStudy(),
  "--out",
  whole,
  "--workers",
  "1",
  "--quiet",
]);

describe("a study", () => {
  test("ranks its sets of options, and keeps the best network", async () => {
    const { code, stdout, stderr } = await wholeRun;
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {3}nCells {2}learningRate {2}epochs {2}valLoss {2}spread$/m);
    expect(stdout).toMatch(/^1 +4 +1 +4 +0\.\d{4} {2}0\.\d{4}$/m);
    expect(stdout).toMatch(/^14 trainings of 16 epochs in all\.$/m);
    const predicted = await runCommand(["predict", whole, "a great film"]);
    expect(predicted.stdout).toMatch(/^(positive|negative) 0\.\d{4} {2}a great film$/m);
    expect(readFileSync(path.join(whole, "report.html"), "utf8")).toContain("<h1>Study whole</h1>");
    const page = readFileSync(path.join(whole, "report.html"));
    expect(page.toString()).toMatch(/<dt>Time<\/dt>.*from start to end; trainings .* together/);
    writeFileSync(path.join(whole, "report.html"), "");
    expect((await runCommand(["report", whole])).stdout).toMatch(/^Written to .*report\.html\n$/);
    expect(readFileSync(path.join(whole, "report.html"))).toEqual(page);
    const csv = readFileSync(path.join(whole, "leaderboard.csv"), "utf8");
    expect(csv).toMatch(
      /^rank,nCells,learningRate,epochs,valLoss,spread,completed,failures\r\n1,4,1,4,/,
    );
  });

  test("leaves the same bytes with other workers, killed by the system and resumed twice", async () => {
    const out = path.join(newFolder(), "killed");
    const finished = ["--workers", "2", "--quiet"];
    const killAfter = async (args: readonly string[], results: number): Promise<void> => {
      const child = startCli(args);
      const exit = waitForExit(child);
      const folder = path.join(out, "results");
      const watch = setInterval(() => {
        const names = existsSync(folder) ? readdirSync(folder) : [];
        if (names.filter((name) => name.endsWith(".json")).length >= results) child.kill("SIGKILL");
      }, 5);
      await exit;
      clearInterval(watch);
    };
    await killAfter(["sweep", "--config", writeStudy(), "--out", out, ...finished], 2);
    await killAfter(["sweep", "--resume", out, ...finished], 6);
    const { code, stdout } = await runCli(["sweep", "--resume", out, ...finished, "--json"]);
    await wholeRun;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: "completed", out, jobs: 14, failed: 0 });
    expect(contentOf(out)).toEqual(contentOf(whole));
  });

  test("ends at SIGTERM with what it reached and how to resume it, and leaves no lock", async () => {
    const out = path.join(newFolder(), "ended");
    const long = {
      ...study,
      space: { nCells: [2], learningRate: [0.01] },
      epochs: 100_000,
      search: undefined,
    };
    const child = startCli(["sweep", "--config", writeStudy(long), "--out", out, "--workers", "1"]);
    const exit = waitForExit(child);
    const watch = setInterval(() => {
      if (!existsSync(path.join(out, "sweep.json"))) return;
      clearInterval(watch);
      child.kill("SIGTERM");
    }, 50);
    const { code, stderr } = await exit;
    expect(code).toBe(143);
    expect(stderr).toContain("Interrupted (SIGTERM).");
    expect(stderr).toContain(`Resume with: rnn-train sweep --resume ${out}`);
    expect(readdirSync(out)).not.toContain("run.lock");
  });
});

test("losses that leave the finite numbers fail their set of options, not the study", async () => {
  const out = path.join(newFolder(), "diverged");
  const wild = {
    ...study,
    space: { learningRate: [1e30, 0.01] },
    seeds: [1],
    epochs: 1,
    search: undefined,
  };
  const { code, stdout } = await runCli(["sweep", "--config", writeStudy(wild), "--out", out]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^2 +1e\+30 +1 +failed .*1 failed$/m);
  expect(stdout).toContain("2 trainings of 2 epochs in all, 1 of them failed.");
});

test("Optuna suggests sets of options, and a Python without it is named", async () => {
  const suggested = {
    ...study,
    seeds: [1],
    epochs: 1,
    search: { method: "optuna", trials: 3, batch: 2 },
  };
  const args = ["sweep", "--config", writeStudy(suggested), "--quiet"];
  const none = await runCli([...args, "--out", path.join(newFolder(), "none")], {
    ...offline(),
    RNN_PYTHON: "no-such-python",
  });
  expect(none.code).toBe(1);
  expect(none.stderr).toContain(
    "--config: expected a Python with Optuna, got ENOENT (no-such-python). Install it: no-such-python -m pip install optuna. RNN_PYTHON may name another.",
  );
});

// pip install optuna
test.skipIf(python === undefined)(
  "a study that Optuna suggests leaves equal bytes, ended and resumed",
  async () => {
    const suggested = {
      ...study,
      space: { nCells: [2, 4], learningRate: { min: 0.01, max: 1, scale: "log" } },
      seeds: [1],
      epochs: 1,
      search: { method: "optuna", trials: 6, batch: 2 },
    };
    const env = { ...offline(), RNN_PYTHON: python };
    const file = writeStudy(suggested);
    const [one, two] = ["one", "two"].map((name) => path.join(newFolder(), name));
    const first = await runCli(["sweep", "--config", file, "--out", one, "--workers", "1"], env);
    expect(first.stdout).toMatch(/^6 trainings of 6 epochs in all\.$/m);
    const child = startCli(["sweep", "--config", file, "--out", two], env);
    const exit = waitForExit(child);
    const results = path.join(two, "results");
    const watch = setInterval(() => {
      const names = existsSync(results) ? readdirSync(results) : [];
      if (names.filter((name) => name.endsWith(".json")).length >= 3) child.kill("SIGKILL");
    }, 5);
    await exit;
    clearInterval(watch);
    expect((await runCli(["sweep", "--resume", two], env)).code).toBe(0);
    expect(contentOf(two)).toEqual(contentOf(one));
  },
);

describe("what cannot be studied is named", () => {
  test.each<[string, unknown, string]>([
    ["an unknown option", { ...study, space: { cells: [1] } }, "cells"],
    [
      "a value that the option refuses",
      { ...study, space: { nCells: [0] } },
      "expected a value for nCells, got 0",
    ],
    [
      "a seed among the options",
      { ...study, space: { seed: [1] } },
      "A study has seeds of its own",
    ],
    [
      "an option of classifiers",
      { ...study, options: { command: "train", data: "a.csv", units: 8 } },
      "'--units <count>' is not one of the chapter's network, which a study trains. Leave it out",
    ],
    ["stdin as data", { ...study, options: { command: "train", data: "-" } }, "got stdin"],
    [
      "an option of the chapter's network for a classifier",
      { ...study, options: { command: "train", data: "a.csv", model: "both" } },
      "'--n-cells <count>' is one of the chapter's network, got it for another model",
    ],
    [
      "a classifier of reviews that are read as ids",
      {
        ...study,
        options: { command: "train", data: "synthetic", model: "rnn" },
        space: { units: [2] },
      },
      "model and options of classifiers are for texts of your own",
    ],
    [
      "an unknown name",
      { ...study, epoch: 3 },
      'expected no names but options, space, seeds, epochs, metric, search, got "epoch"',
    ],
  ])("%s", async (_, value, message) => {
    const { error } = await runCommand(["sweep", "--config", writeStudy(value)]);
    expect(error).toMatch(/^--config/);
    expect(error).toContain(message);
  });

  test("a study's file or folder that is not there, and a folder that holds something", async () => {
    const missing = path.join(newFolder(), "none");
    expect((await runCommand(["sweep", "--config", missing])).error).toBe(
      `--config: expected a study in JSON, got no such file or folder (${missing}).`,
    );
    expect((await runCommand(["sweep", "--resume", missing])).error).toBe(
      `--resume: expected the folder of a study, got no such file or folder (${path.join(missing, "sweep.json")}).`,
    );
    const taken = newFolder();
    mkdirSync(path.join(taken, "mine"));
    expect((await runCommand(["sweep", "--config", writeStudy(), "--out", taken])).error).toBe(
      `--out: expected a new or empty folder, got one that holds mine (at ${taken}). Name another folder.`,
    );
  });

  test("a command line without a study", async () => {
    const { error, stderr } = await runCommand(["sweep"]);
    expect(error).toContain("required option '--config <file>' not given");
    expect(stderr).toContain("Run rnn-train sweep --help");
  });
});

test.each([
  [
    "in any folder where npm's check of Node is loaded by a relative path",
    ["--require", "./scripts/check-node.cjs"],
  ],
  ["under options of V8, which hold for all threads", ["--max-old-space-size=2000"]],
])("threads start %s", async (_, more) => {
  const folder = newFolder();
  const file = path.join(folder, "run.mjs");
  const program = new URL("../src/main.ts", import.meta.url).href;
  writeFileSync(file, `process.chdir(${JSON.stringify(folder)}); await import("${program}");`);
  const out = path.join(folder, "out");
  const one = { ...study, space: { nCells: [2] }, seeds: [1], epochs: 1, search: undefined };
  const given = ["sweep", "--config", writeStudy(one), "--out", out, "--workers", "1", "--quiet"];
  const loader = new URL("../scripts/load-sources.mjs", import.meta.url).href;
  const args = ["--conditions=@rnn/source", "--import", loader, ...more, file, ...given];
  const root = new URL("../../..", import.meta.url);
  const child = spawn(process.execPath, args, { cwd: root, env: offline() });
  const { code, stderr } = await waitForExit(child);
  expect(stderr).toBe("");
  expect(code).toBe(0);
});
