import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { RecurrentNetwork } from "@rnn/model";
import { describe, expect, test } from "vitest";
import {
  newFolder,
  offline,
  runCli,
  smallRun,
  startCli,
  startNode,
  waitForExit,
} from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const runFiles = [
  "config.json",
  "history.json",
  "loss.png",
  "loss.svg",
  "model.safetensors",
  "report.html",
  "report.json",
  "timings.json",
];

function readJson(...parts: string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(...parts), "utf8")) as Record<string, unknown>;
}

/** What a run leaves beside its checkpoints. */
function resultFiles(out: string): string[] {
  return readdirSync(out)
    .filter((name) => !name.startsWith("checkpoint-"))
    .sort();
}

function readModel(out: string): RecurrentNetwork {
  return RecurrentNetwork.load(readFileSync(path.join(out, "model.safetensors")));
}

describe("a run", () => {
  test("without data and without the internet says so, how to get IMDB, and continues", async () => {
    const out = path.join(newFolder(), "run");
    const args = ["--maxlen", "8", "--n-cells", "4", "--epochs", "2", "--out", out];
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(0);
    const [firstLine] = stderr.split("\n");
    expect(firstLine).toBe(
      "IMDB is not here, and http://127.0.0.1:9/imdb.npz could not be reached.",
    );
    expect(stderr).toContain("RNN_DATA_DIR=FOLDER");
    expect(stderr).toContain("--data FOLDER");
    expect(stderr).toContain("https://storage.googleapis.com/tensorflow/tf-keras-datasets/");
    expect(stderr).toContain("epoch 2/2: loss 0.");
    expect(stdout).toMatch(/^Reviews: synthetic \(made up, not IMDB\)\n/);
    expect(stdout).toContain("One-hot: (20000, 8, 100), 64000000 bytes");
    expect(stdout).toContain("╌╌ validation loss");
    expect(stdout).toMatch(/Test accuracy {8}0\.\d{4}\n/);
    expect(stdout).not.toContain("0.6572");
    expect(stdout + stderr).not.toContain("\u001B");

    expect(resultFiles(out)).toEqual(runFiles);
    const history = readJson(out, "history.json");
    expect(history).toMatchObject({ status: "completed", source: { kind: "synthetic" } });
    expect(readModel(out).losses).toEqual(history["losses"]);
    expect(readJson(out, "config.json")).toMatchObject({
      command: "chapter",
      maxlen: 8,
      nCells: 4,
      recurrentGradient: "chapter",
      engine: "wasm",
    });
    expect(readFileSync(path.join(out, "loss.svg"), "utf8")).toContain("not IMDB");
  });

  test("with --json writes one object on stdout, and with --quiet no progress", async () => {
    const out = newFolder();
    const args = [...smallRun, "--epochs", "2", "--json", "--quiet", "--out", out];
    const { error, stdout, stderr } = await runCommand(args);
    expect([error, stderr]).toEqual([undefined, ""]);
    expect(JSON.parse(stdout)).toEqual({
      status: "completed",
      source: { kind: "synthetic", seed: 113 },
      losses: [expect.any(Number), expect.any(Number)],
      valLosses: [expect.any(Number), expect.any(Number)],
      valAccuracies: [expect.any(Number), expect.any(Number)],
      trainingMs: [expect.any(Number), expect.any(Number)],
      valAccuracy: expect.any(Number),
      testAccuracy: expect.any(Number),
      warnings: [],
      out,
    });
  });

  test("with equal options gives equal models and charts", async () => {
    const folders = [newFolder(), newFolder()];
    for (const out of folders) await runCommand([...smallRun, "--epochs", "1", "--out", out]);
    for (const name of [
      "model.safetensors",
      "loss.svg",
      "loss.png",
      "config.json",
      "history.json",
    ]) {
      const [first, second] = folders.map((out) => readFileSync(path.join(out, name)));
      expect(first.equals(second), name).toBe(true);
    }
  });
});

describe.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s", (signal, exitCode) => {
  test(`ends a run with ${exitCode} after the batch and writes the whole epochs`, async () => {
    const out = newFolder();
    const tiny = ["--data", "synthetic", "--maxlen", "2", "--n-cells", "1", "--batch-size", "5000"];
    const child = startCli([...tiny, "--epochs", "100000", "--json", "--out", out]);
    let sent = false;
    const result = await waitForExit(child, (stderr) => {
      if (sent || !stderr.includes("epoch 3/100000")) return;
      sent = true;
      // Twice at once, as a program under npm gets it.
      child.kill(signal);
      child.kill(signal);
    });
    expect(result.code).toBe(exitCode);
    expect(result.stderr).toContain(`Interrupted (${signal}).`);
    expect(resultFiles(out)).toEqual(runFiles);
    const outcome = JSON.parse(result.stdout) as { losses: number[] };
    expect(outcome).toMatchObject({ status: "interrupted", testAccuracy: null, out });
    expect(outcome.losses.length).toBeGreaterThanOrEqual(3);
    expect(readJson(out, "history.json")["losses"]).toEqual(outcome.losses);
    expect(readModel(out).losses).toEqual(outcome.losses);
  });
});

test("an interruption before the training writes nothing and leaves no folder", async () => {
  const out = path.join(newFolder(), "run");
  const child = startCli(["--out", out]);
  // Said before the reviews are made up, so the signal comes before the training.
  const { code } = await waitForExit(child, (stderr) => {
    if (!child.killed && stderr.includes("IMDB is not here")) child.kill("SIGINT");
  });
  expect(code).toBe(130);
  expect(existsSync(out)).toBe(false);
});

test("a second signal ends the process at once", async () => {
  const script =
    'const { abortOnSignals } = await import("./src/interruption.ts");' +
    "const signal = abortOnSignals();" +
    'signal.onabort = () => console.error("first");' +
    'setInterval(() => {}, 1000); console.error("ready");';
  const child = startNode(["--input-type=module", "--eval", script]);
  let sent = 0;
  const { code, stderr } = await waitForExit(child, (text) => {
    if (sent === 0 && text.includes("ready")) sent += Number(child.kill("SIGINT"));
    if (sent === 1 && text.includes("first")) {
      sent++;
      setTimeout(() => child.kill("SIGINT"), 700);
    }
  });
  expect(code).toBe(130);
  expect(stderr).toBe("ready\nfirst\n");
});

describe("a failure", () => {
  test("by wrong usage exits with 2 and writes to stderr alone", async () => {
    const { code, stdout, stderr } = await runCli(["--epochs", "none"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--epochs");
  });

  test("by a file that is not there exits with 1 and a message without a stack", async () => {
    const { code, stdout, stderr } = await runCli(["--data", "/no/such/imdb.npz"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^error: --data: expected a readable file, got no such file or folder .*\n$/,
    );
  });

  test("by a file that is not the data set is reported in one line", async () => {
    const { error } = await runCommand(["--data", "package.json"]);
    expect(error).toMatch(/^.*package\.json.*$/);
  });

  test("by texts without train before them says what to type", async () => {
    const { error } = await runCommand(["--data", "my films.csv"]);
    expect(error).toContain("got a table of texts (my films.csv).");
    expect(error).toMatch(/ type: .* train --data 'my films\.csv'$/);
  });

  test("shows its stack where DEBUG is set", async () => {
    const { stderr } = await runCli(["--data", "/no/such"], { ...offline(), DEBUG: "1" });
    expect(stderr).toContain("    at ");
  });

  test("by a run folder that cannot be made comes before the training, with 1", async () => {
    const { code, stderr } = await runCli([...smallRun, "--out", "package.json/run"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "error: --out: expected a folder that can be made and written, got a path through a file (at package.json/run).\n",
    );
  });

  test.skipIf(process.platform !== "linux")(
    "by a run folder that the file system denies ends the run instead of trying for ever",
    async () => {
      const { error } = await runCommand([...smallRun, "--out", "/proc/no-such/run"]);
      expect(error).toMatch(
        /^--out: expected a folder that can be made and written, got no such file or folder/,
      );
    },
  );

  test("by a loss that is not finite says what to do", async () => {
    const out = path.join(newFolder(), "run");
    const { error } = await runCommand([...smallRun, "--learning-rate", "1e300", "--out", out]);
    expect(error).toMatch(/^fit: expected a finite loss, got NaN .*lower the learning rate/m);
    expect(existsSync(out)).toBe(false);
  });
});

test("a reader that goes away ends the run quietly", async () => {
  const child = startCli([...smallRun, "--epochs", "100000", "--quiet", "--out", newFolder()]);
  child.stdout?.destroy();
  const { code, stderr } = await waitForExit(child);
  expect([code, stderr]).toEqual([0, ""]);
});
