import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

test("what the README shows of made-up reviews is what its commands print, to the digit", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [block] =
    /\$ npm start .* -- train --data synthetic --out runs\/demo\n[^`]*/.exec(readme) ?? [];
  const out = path.join(newFolder(), "demo");
  const trained = await runCommand(["train", "--data", "synthetic", "--out", out, "--quiet"]);
  expect(trained.error).toBeUndefined();
  const commands = [...(block ?? "").matchAll(/ predict runs\/demo "(.*)" (--\w+)\n([^$]*)/g)];
  expect(commands.map(([, , option]) => option)).toEqual(["--trace", "--explain"]);
  for (const [, text, option, printed] of commands) {
    const { stdout } = await runCommand(["predict", out, text, option]);
    expect(stdout).toBe(printed);
  }
});
