import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

test("what the README shows of made-up reviews is what its commands print, to the digit", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const shown =
    /train --data synthetic --out runs\/demo\n.*predict runs\/demo "(.*)" --trace\n([^`]*)```/.exec(
      readme,
    );
  const [, text, printed] = shown ?? [];
  const out = path.join(newFolder(), "demo");
  const trained = await runCommand(["train", "--data", "synthetic", "--out", out, "--quiet"]);
  expect(trained.error).toBeUndefined();
  const { stdout } = await runCommand(["predict", out, text, "--trace"]);
  expect(stdout).toBe(printed);
});
