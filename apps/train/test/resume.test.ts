import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { decodeCheckpoint, encodeCheckpoint } from "@rnn/model";
import { RandomState } from "@rnn/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { newFolder, onFullDisk, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const small = ["--data", "synthetic", "--maxlen", "4", "--n-cells", "4", "--batch-size", "4000"];
const often = ["--checkpoint-every", "0"];
const equalFiles = [
  "config.json",
  "history.json",
  "loss.svg",
  "loss.png",
  "model.safetensors",
  "report.json",
];

function checkpointsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith("checkpoint-"))
    .sort();
}

function expectEqualRuns(found: string, expected: string): void {
  for (const name of equalFiles) {
    const [a, b] = [found, expected].map((folder) => readFileSync(path.join(folder, name)));
    expect(a.equals(b), name).toBe(true);
  }
}

test("a run killed at eight random moments ends with the files of one that was left alone", async () => {
  const [killed, whole] = [newFolder(), newFolder()];
  const table = path.join(newFolder(), "texts.csv");
  const rows = Array.from(
    { length: 40 },
    (_, i) => `a ${i % 2 ? "dull" : "great"} film,${i % 2}\n`,
  );
  writeFileSync(table, `text,label\n${rows.join("")}`);
  const run = ["train", "--data", table, "--n-cells", "4", "--epochs", "300"];
  await runCommand([...run, "--out", whole]);
  const random = new RandomState(8);
  let args = [...run, ...often, "--out", killed];
  let kills = 0;
  for (; kills < 8; kills++) {
    const child = startCli(args);
    const delayMs = random.uniform(0, 120);
    const { code } = await waitForExit(child, (stderr) => {
      // The moment counts from the first epoch: most of the time goes into a checkpoint's writing.
      if (stderr.includes("epoch ") && !child.killed) {
        setTimeout(() => child.kill("SIGKILL"), delayMs);
      }
    });
    if (code === 0) break;
    args = ["train", "--resume", killed, ...often];
  }
  expect(kills).toBeGreaterThan(3);
  await runCommand(["train", "--resume", killed]);
  expectEqualRuns(killed, whole);
  expect(checkpointsIn(killed).length).toBe(2);
  expect(readdirSync(killed).filter((name) => /\.part$|lock/.test(name))).toEqual([]);
});

describe("a run of two epochs", () => {
  const done = newFolder();
  const copy = (): string => {
    const folder = newFolder();
    cpSync(done, folder, { recursive: true });
    return folder;
  };

  beforeAll(async () => {
    await runCommand([...small, "--epochs", "2", "--out", done]);
  });

  test("keeps its last two checkpoints, and continues to more epochs", async () => {
    expect(checkpointsIn(done).map((name) => name.slice(0, 27))).toEqual([
      "checkpoint-000001-000000000",
      "checkpoint-000002-000000000",
    ]);
    const [longer, whole] = [copy(), newFolder()];
    await runCommand([...small, "--epochs", "4", "--out", whole]);
    const { stderr } = await runCommand(["--resume", longer, "--epochs", "4"]);
    expect(stderr).toMatch(/Resuming after 2 epochs\.\nepoch 3\/4: /);
    expectEqualRuns(longer, whole);
  });

  test("resumes from the checkpoint before a damaged one, and says so", async () => {
    const folder = copy();
    const [, last] = checkpointsIn(folder);
    const bytes = readFileSync(path.join(folder, last));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path.join(folder, last), bytes);
    const { stderr } = await runCommand(["--resume", folder]);
    expect(stderr).toContain(`${last} is damaged; resuming from the checkpoint before it.`);
    expect(stderr).toContain("Resuming after 1 epoch.");
    expectEqualRuns(folder, done);
  });

  test("of which every checkpoint is damaged is an error that says what to do", async () => {
    const folder = copy();
    for (const name of checkpointsIn(folder)) writeFileSync(path.join(folder, name), "");
    const { error } = await runCommand(["--resume", folder]);
    expect(error).toBe(
      "--resume: expected a checkpoint that is whole, got only damaged ones " +
        `(in ${folder}). Delete them to run again from the start.`,
    );
  });

  test("does not resume from a checkpoint of a later format, and leaves it", async () => {
    const folder = copy();
    const names = checkpointsIn(folder);
    const file = path.join(folder, names[1]);
    const { checkpoint, metadata } = decodeCheckpoint(readFileSync(file));
    const later = encodeCheckpoint(checkpoint, {
      metadata: { ...metadata, "rnn-train.format": "2" },
    });
    const digest = createHash("sha256").update(later).digest("hex").slice(0, 16);
    const name = names[1].replace(/-[0-9a-f]{16}\./, `-${digest}.`);
    rmSync(file);
    writeFileSync(path.join(folder, name), later);
    const { error } = await runCommand(["--resume", folder]);
    expect(error).toBe(
      `--resume: expected a checkpoint of format 1, got 2 (${name}). ` +
        "Resume with the version of rnn-train that wrote it.",
    );
    expect(checkpointsIn(folder)).toEqual([names[0], name]);
  });

  test.skipIf(process.platform === "win32")(
    "stops where the disk takes half of a checkpoint, loses none, and resumes when there is room",
    async () => {
      const folder = copy();
      const names = checkpointsIn(folder);
      const args = ["--resume", folder, "--epochs", "4"];
      const { code, stderr } = await waitForExit(onFullDisk(args));
      expect(code).toBe(1);
      expect(stderr).toContain("error: --resume: expected to write checkpoint-000003-000000000-");
      expect(stderr).toContain(`, got EFBIG (at ${folder}).`);
      expect(checkpointsIn(folder)).toEqual(names);
      expect(readdirSync(folder).sort()).toEqual(readdirSync(done).sort());
      const whole = newFolder();
      await runCommand([...small, "--epochs", "4", "--out", whole]);
      await runCommand(args);
      expectEqualRuns(folder, whole);
    },
  );

  test.skipIf(process.platform === "win32")(
    "keeps an earlier export where the disk takes half of a new one",
    async () => {
      const folder = copy();
      const out = path.join(folder, "model.npz");
      writeFileSync(out, "an earlier one");
      const args = ["export", path.join(folder, "model.safetensors"), "--format", "npz"];
      const { code, stderr } = await waitForExit(onFullDisk(args));
      expect([code, stderr]).toEqual([
        1,
        `error: export: expected a file that can be written, got EFBIG (at ${out}). Name another with --out.\n`,
      ]);
      expect(readFileSync(out, "utf8")).toBe("an earlier one");
      expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    },
  );

  test("does not resume with other data, other options or an invalid configuration", async () => {
    const change = async (edit: (config: string) => string): Promise<string | undefined> => {
      const folder = copy();
      const file = path.join(folder, "config.json");
      writeFileSync(file, edit(readFileSync(file, "utf8")));
      return (await runCommand(["--resume", folder])).error;
    };
    expect(await change((text) => text.replace('"maxlen": 4', '"maxlen": 5'))).toContain(
      "--resume: expected the data that the run began with, got other data",
    );
    expect(await change((text) => text.replace('"nCells": 4', '"nCells": 5'))).toContain(
      "fit: expected a checkpoint of a network with nCells 5, got 4",
    );
    expect(await change((text) => text.replace("maxlen", "maxLen"))).toContain(
      "got maxLen. Did you mean maxlen?",
    );
    expect(await change((text) => text.slice(0, 20))).toContain(
      "--resume: expected a configuration in JSON, got ",
    );
    expect(await change((text) => text.replace('"nCells": 4', '"nCells": "4"'))).toContain(
      '--resume: expected a value for nCells, got "4" (in ',
    );
  });

  test("refuses options that would change it, and a folder that holds no run", async () => {
    const fixed = await runCommand(["--resume", done, "--n-cells", "8"]);
    expect(fixed.error).toContain("option '--n-cells <count>' cannot be given with --resume");
    const none = await runCommand(["--resume", newFolder()]);
    expect(none.error).toContain(
      "--resume: expected the folder of a run, got one without config.json",
    );
  });
});

test("a run interrupted in its first epoch resumes from the batch that it was in", async () => {
  const [left, whole] = [newFolder(), newFolder()];
  const slow = [
    "--data",
    "synthetic",
    "--maxlen",
    "30",
    "--engine",
    "reference",
    "--epochs",
    "1",
    "--n-cells",
    "8",
  ];
  const child = startCli([...slow, ...often, "--out", left]);
  const poll = setInterval(() => {
    if (!child.killed && checkpointsIn(left).length > 0) child.kill("SIGINT");
  }, 20);
  const { code, stderr } = await waitForExit(child);
  clearInterval(poll);
  expect(code).toBe(130);
  expect(stderr).toContain(`Resume with: rnn-train --resume ${left}`);
  const { stderr: resumed } = await runCommand(["--resume", left]);
  expect(resumed).toMatch(/Resuming after 0 epochs and \d+ batch(es)?\./);
  await runCommand([...slow, "--out", whole]);
  expectEqualRuns(left, whole);
});
