import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseFolder } from "../command-link.mjs";
import { runNode } from "./run-script.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "rnn-link-"));
const fileName = process.platform === "win32" ? "rnn-train.cmd" : "rnn-train";

describe("npm run link-cli", { timeout: 600_000 }, () => {
  test("makes a command that runs the app in the user's folder, and unlink-cli takes it away", () => {
    const folder = join(newFolder(), "a 'quoted' bin");
    const made = runNode(["scripts/link-cli.mjs", folder]);
    const command = join(folder, fileName);
    expect(made).toEqual({
      code: 0,
      stdout: `${command} runs this clone's app.\nIts folder is not on the path yet: add ${folder} to PATH.\n`,
      stderr: "",
    });

    const help = execFileSync(command, ["--help"], {
      cwd: newFolder(),
      encoding: "utf8",
      env: { ...process.env, RNN_COMMAND: "npm start --" },
    });
    expect(help).toContain("Usage: rnn-train");

    // Linking again is allowed: the clone may have moved.
    expect(runNode(["scripts/link-cli.mjs", folder]).code).toBe(0);
    const undone = runNode(["scripts/link-cli.mjs", "--undo", folder]);
    expect(undone).toEqual({ code: 0, stdout: `Removed ${command}\n`, stderr: "" });
    expect(existsSync(command)).toBe(false);
    expect(runNode(["scripts/link-cli.mjs", "--undo", folder]).stdout).toBe(
      "There is no rnn-train of this clone.\n",
    );
  });

  test("never touches a command of others", () => {
    const folder = newFolder();
    writeFileSync(join(folder, fileName), "another's");
    const { code, stderr } = runNode(["scripts/link-cli.mjs", folder]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^npm run link-cli: expected no other rnn-train, got .*\. Remove it/);
    expect(runNode(["scripts/link-cli.mjs", "--undo", folder]).code).toBe(0);
    expect(readFileSync(join(folder, fileName), "utf8")).toBe("another's");
  });

  test("finds the command on the path when it is taken away", () => {
    const folder = newFolder();
    runNode(["scripts/link-cli.mjs", folder]);
    const env = { PATH: [newFolder(), folder].join(delimiter), HOME: newFolder() };
    const { stdout } = runNode(["scripts/link-cli.mjs", "--undo"], { env });
    expect(stdout).toBe(`Removed ${join(folder, fileName)}\n`);
  });

  test.skipIf(process.platform === "win32")(
    "takes it away once where two folders of the path are one",
    () => {
      const folder = newFolder();
      const other = join(newFolder(), "bin");
      symlinkSync(folder, other);
      runNode(["scripts/link-cli.mjs", folder]);
      const env = { PATH: [folder, other].join(delimiter), HOME: newFolder() };
      expect(runNode(["scripts/link-cli.mjs", "--undo"], { env })).toEqual({
        code: 0,
        stdout: `Removed ${join(folder, fileName)}\n`,
        stderr: "",
      });
    },
  );

  test("refuses arguments that are not a folder, with exit code 2", () => {
    expect(runNode(["scripts/link-cli.mjs", "--force"])).toMatchObject({ code: 2 });
    expect(runNode(["scripts/link-cli.mjs", "a", "b"])).toMatchObject({ code: 2 });
  });
});

describe.skipIf(process.platform === "win32")("the folder that the command goes to", () => {
  test("is npm's own for commands where that is on the path", () => {
    const prefix = newFolder();
    mkdirSync(join(prefix, "bin"));
    const env = { npm_config_global_prefix: prefix, PATH: `/usr/bin:${prefix}/bin` };
    expect(chooseFolder(env, newFolder())).toBe(join(prefix, "bin"));
  });

  test("is else one of the home's that is on the path, else ~/.local/bin", () => {
    const home = newFolder();
    mkdirSync(join(home, "bin"));
    const prefix = join(home, "missing");
    const env = { npm_config_global_prefix: prefix, PATH: `/usr/bin:${prefix}/bin:${home}/bin` };
    expect(chooseFolder(env, home)).toBe(join(home, "bin"));
    expect(chooseFolder({ PATH: "/usr/bin" }, home)).toBe(join(home, ".local", "bin"));
  });
});
