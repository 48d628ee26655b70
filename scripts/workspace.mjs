/** What `npm start` and `npm test` share: set-up on a machine that has nothing but Node and npm. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.dirname(import.meta.dirname);

const { packageManager, engines } = JSON.parse(
  readFileSync(path.join(root, "package.json"), "utf8"),
);

/** Runs a command in the workspace's root and returns its exit code; `quiet` shows output only on failure. */
export function run(command, args, { quiet = false } = {}) {
  const windows = process.platform === "win32";
  const local = path.join(root, "node_modules", ".bin", command);
  const { status, stdout, stderr, error } = spawnSync(existsSync(local) ? local : command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: quiet ? "pipe" : "inherit",
    // npm's commands are scripts on Windows, which only a shell runs.
    shell: windows,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
  });
  if (error) throw error;
  if (quiet && status !== 0) process.stderr.write(stdout + stderr);
  return status ?? 1;
}

/** Runs the pinned pnpm, and returns its exit code. What it runs finds it on the path. */
export function pnpm(args, options) {
  return run("npx", ["--yes", packageManager, ...args], options);
}

/** Installs the locked dependencies with the pinned pnpm, unless they are there. */
export function setUp() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${engines.node} is needed, and this is ${process.versions.node}.`);
  }
  const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
  const wanted = read(path.join(root, "pnpm-lock.yaml"));
  const installed = read(path.join(root, "node_modules", ".pnpm", "lock.yaml"));
  if (wanted !== "" && wanted === installed) return;
  process.stderr.write(`Setting up: ${packageManager} installs the locked dependencies.\n`);
  const quiet = !process.stderr.isTTY;
  if (pnpm(["install", "--frozen-lockfile"], { quiet }) !== 0) {
    fail("The dependencies could not be installed. The output above says why.");
  }
}

/** Ends with a message and exit code 1. */
export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
