/** What the workspace's scripts share. */
// oxlint-disable-next-line import/no-unassigned-import -- for scripts that are run without npm
import "./check-node.cjs";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));

/** How a command is started now: in the workspace's root, with the environment as it is. */
export const spawnOptions = () => ({
  cwd: root,
  // npm's commands are scripts on Windows, which only a shell runs.
  shell: process.platform === "win32",
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
});

/** The workspace's own program of that name, else the one on the path. */
export function programOf(command) {
  const local = path.join(root, "node_modules", ".bin", command);
  return existsSync(local) ? local : command;
}

/**
 * Runs a command in the workspace's root and returns its exit code. `quiet` shows output only on failure;
 * `stdout: "stderr"` keeps standard output for what the user asked for.
 */
export function run(command, args, { quiet = false, stdout = "inherit" } = {}) {
  const result = spawnSync(programOf(command), args, {
    ...spawnOptions(),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: quiet ? "pipe" : ["inherit", stdout === "stderr" ? 2 : "inherit", "inherit"],
  });
  if (result.error) throw result.error;
  if (quiet && result.status !== 0) process.stderr.write(result.stdout + result.stderr);
  return result.status ?? 1;
}

/** Runs the pinned pnpm, and returns its exit code. What it runs finds it on the path. */
export function pnpm(args, options) {
  // Once fetched, it is there without the network too.
  return run("npx", ["--yes", "--prefer-offline", packageManager, ...args], options);
}

/** Ends with a message and exit code 1, or another. */
export function fail(message, exitCode = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
