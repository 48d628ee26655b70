import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, runNode } from "./run-script.ts";

/** A folder that takes the place of the machine's temporary one, where the tests run in one of a run already. */
function newMachine(): string {
  return mkdtempSync(join(tmpdir(), "machine-"));
}

/** Runs a script as a test run of its own, whose folder is made and, at the end, removed. */
function runIn(machine: string, script: string, env = {}) {
  const program = `
    import { mkdtempSync, writeFileSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { setup } from "./scripts/temporary-folder.mjs";
    const remove = setup();
    ${script}
    remove();`;
  return runNode(["--input-type=module", "--eval", program], { env: { TMPDIR: machine, ...env } });
}

test("what a run puts into the temporary folder is gone after it, and so is what a killed run left", () => {
  const machine = newMachine();
  const killed = runIn(machine, 'writeFileSync(tmpdir() + "/left", ""); process.exit(1);');
  expect(killed.code).toBe(1);
  const [left] = readdirSync(machine);
  expect(readdirSync(join(machine, left))).toEqual(["left"]);
  writeFileSync(join(machine, "other"), "of somebody else");
  const run = runIn(machine, 'mkdtempSync(tmpdir() + "/a-"); console.log(tmpdir());');
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout.startsWith(join(machine, "rnn-tests-"))).toBe(true);
  expect(readdirSync(machine)).toEqual(["other"]);
});

test("the folder of a run that is at work stays", () => {
  const machine = newMachine();
  // The second is a process of its own that begins while the first is there.
  const nested = `
    const { spawnSync } = await import("node:child_process");
    const own = tmpdir();
    writeFileSync(own + "/file", "");
    const second = 'import("./scripts/temporary-folder.mjs").then(({ setup }) => setup()())';
    const env = { ...process.env, TMPDIR: ${JSON.stringify(machine)} };
    spawnSync(process.execPath, ["--eval", second], { env, stdio: "inherit" });
    console.log((await import("node:fs")).readdirSync(own).join());`;
  expect(runIn(machine, nested)).toEqual({ code: 0, stdout: "file\n", stderr: "" });
  expect(readdirSync(machine)).toEqual([]);
});

test("a run within a run has its folder", () => {
  const machine = newMachine();
  const script = "if (setup() !== undefined) throw new Error('a folder in a folder');";
  expect(runIn(machine, script)).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("RNN_KEEP_TEMPORARY keeps the folder, and names it", () => {
  const machine = newMachine();
  const { stderr } = runIn(machine, "", { RNN_KEEP_TEMPORARY: "1" });
  expect(stderr).toBe(`Files of the tests: ${join(machine, readdirSync(machine)[0])}\n`);
});

test("tests of a package have a folder of their run, and leave nothing outside of it", () => {
  expect(tmpdir()).toMatch(/rnn-tests-\w*-\d+$/);
  const machine = newMachine();
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--project", "@rnn/labelled-text", "new-classes"];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env["PATH"], TMPDIR: machine },
  });
  expect(status).toBe(0);
  expect(readdirSync(machine)).toEqual([]);
});
