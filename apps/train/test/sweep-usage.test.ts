import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { newFolder, runCli } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { study, writeStudy } from "./small-study.ts";

test("a study that could not begin leaves no folder, and one with a byte order mark is read", async () => {
  const folder = newFolder();
  const config = path.join(folder, "sweep.json");
  const elsewhere = { ...study, options: { data: path.join(folder, "none.npz") } };
  writeFileSync(config, `\uFEFF${JSON.stringify(elsewhere)}`);
  const out = path.join(folder, "study");
  const { error } = await runCommand(["sweep", "--config", config, "--out", out]);
  expect(error).toMatch(/^--data: expected .*none\.npz/);
  expect(existsSync(out)).toBe(false);
});

test("a study in another encoding is named as what it is", async () => {
  const config = path.join(newFolder(), "sweep.json");
  writeFileSync(config, Buffer.from(`\uFEFF${JSON.stringify(study)}`, "utf16le"));
  const { error } = await runCommand(["sweep", "--config", config]);
  expect(error).toBe(
    `--config: expected a study in JSON, got The encoded data was not valid for encoding utf-8 (${config}).`,
  );
});

test.each([
  ["sweep", "--config", "sweep.json"],
  ["score", "runs/films", "--input", "texts.txt", "--out", "scored"],
  ["worker", "--queue", "redis://127.0.0.1:1"],
])("%s refuses more workers than any machine has processors", async (...args) => {
  const { error } = await runCommand([...args, "--workers", "1e9"]);
  expect(error).toMatch(/'--workers <count>' argument '1e9' is invalid\. Expected .* to 1024\./);
});

test("one training of one epoch is named so, and resumed by the version that began it alone", async () => {
  const one = { ...study, space: { nCells: [2] }, seeds: [1], epochs: 1, search: undefined };
  const out = path.join(newFolder(), "one");
  const { stdout } = await runCli(["sweep", "--config", writeStudy(one), "--out", out]);
  expect(stdout).toMatch(/^1 training of 1 epoch in all\.$/m);
  const file = path.join(out, "sweep.json");
  const kept = readFileSync(file, "utf8");
  const [now = ""] = /@rnn\/model [^"]+/.exec(kept) ?? [];
  writeFileSync(file, kept.replace(now, "@rnn/model 0.0.9"));
  expect((await runCommand(["sweep", "--resume", out])).error).toBe(
    `--resume: expected the version that the study began with (@rnn/model 0.0.9), got another (${now}; in ${out}). ` +
      "Put it back, or begin a new study.",
  );
});

test.each([
  ["null", "expected what sweep writes into sweep.json, got something else"],
  [
    '{"version":1,"study":{},"folder":"/","ground":{}}',
    "expected what sweep writes into sweep.json, got something else",
  ],
  ['{"version":2}', "expected a study of version 1, got 2"],
])("a folder whose sweep.json holds %s is no study", async (text, message) => {
  const folder = newFolder();
  writeFileSync(path.join(folder, "sweep.json"), text);
  const { error } = await runCommand(["sweep", "--resume", folder]);
  expect(error).toContain(`--resume: ${message}`);
});
