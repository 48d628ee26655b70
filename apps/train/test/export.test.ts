import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { finished, newFolder, startNode } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel } from "./small-model.ts";

const model = writeSmallModel();

describe.each(["npz", "onnx"])("export --format %s", (format) => {
  const exportTo = (out: string, ...more: string[]) =>
    runCommand(["export", model, "--format", format, "--out", out, ...more]);

  test("writes a new file, and the same one again", async () => {
    const out = path.join(newFolder(), "exported");
    for (let time = 1; time <= 2; time++) {
      expect(await exportTo(out)).toEqual({
        stdout: `Written to ${out}\n`,
        stderr: "",
        error: undefined,
      });
    }
    expect(readdirSync(path.dirname(out))).toEqual(["exported"]);
  });

  test("refuses to write over another file, unless with --force", async () => {
    const out = path.join(newFolder(), "exported");
    writeFileSync(out, "mine");
    const { stdout, error } = await exportTo(out);
    expect([stdout, error]).toEqual([
      "",
      `--out: expected a file that is not there yet, got one that is (at ${out}). ` +
        "Name another, or write over it with --force.",
    ]);
    expect(readFileSync(out, "utf8")).toBe("mine");
    expect((await exportTo(out, "--force")).error).toBeUndefined();
    expect(readFileSync(out, "utf8")).not.toBe("mine");
  });

  test("refuses what is not a file, with --force too", async () => {
    const out = path.join(newFolder(), "folder");
    mkdirSync(out);
    for (const more of [[], ["--force"]]) {
      expect((await exportTo(out, ...more)).error).toBe(
        `--out: expected the name of a file, got a folder (at ${out}).`,
      );
    }
    expect(readdirSync(out)).toEqual([]);
  });
});

test.skipIf(process.platform === "win32")(
  "an export that is interrupted while it writes leaves nothing",
  async () => {
    const folder = newFolder();
    // The signal comes when the file that is to take the name is open.
    const script = `
      const fs = await import("node:fs/promises");
      const { writeFile } = await import("./src/run/write-file.ts");
      const endless = { async *[Symbol.asyncIterator]() {
        yield Buffer.alloc(10);
        process.kill(process.pid, "SIGINT");
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      } };
      await writeFile(${JSON.stringify(path.join(folder, "model.npz"))}, endless);
    `;
    const { code } = await finished(startNode(["--input-type=module", "--eval", script]));
    expect(code).not.toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  },
);
