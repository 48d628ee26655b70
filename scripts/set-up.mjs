/**
 * Installs the locked dependencies with the pinned pnpm: for building and running the app those that are published
 * with the packages and the compiler, for everything else all of them. What is there already is neither installed again nor taken away.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail, packageManager, pnpm, root } from "./workspace.mjs";

/**
 * Makes sure of the dependencies; `onlyBuild` is enough for building and running the app, with
 * `playground` for building and serving the playground too.
 */
export function setUp({ onlyBuild = false, playground = false } = {}) {
  const plan = planSetUp(root, { onlyBuild, playground });
  if (plan === undefined) return;
  process.stderr.write(`Setting up: ${packageManager} installs ${plan.what}.\n`);
  // Without a terminal, a line for each second in which something was done.
  const reporter = process.stderr.isTTY ? [] : ["--reporter=append-only"];
  if (pnpm([...plan.args, "--use-stderr", ...reporter], { stdout: "stderr" }) !== 0) {
    fail("The dependencies could not be installed. The output above says why.");
  }
  if (plan.isPartial) recordPartialInstall(root, { playground });
}

/** What to install in a workspace, as arguments of pnpm; undefined where everything is there. */
export function planSetUp(folder, { onlyBuild, playground = false }) {
  const wanted = read(folder, "pnpm-lock.yaml");
  const hasAll = wanted !== "" && wanted === read(folder, installedLock);
  if (hasAll) return undefined;
  // Where the rest was there before, as tests and editors need it, it stays.
  if (!onlyBuild || existsSync(path.join(folder, "node_modules", ".bin", "vitest"))) {
    const args = ["install", "--frozen-lockfile"];
    return { what: "the locked dependencies", args, isPartial: false };
  }
  const [installed, part] = read(folder, partialMark).split(" ");
  const isThere = installed === fingerprint(folder);
  if (isThere && (!playground || part === playgroundPart)) return undefined;
  const filters = [".", "@rnn/train...", "./packages/*", "!@rnn/testing", "@rnn/scripts"];
  if (playground) filters.push("@rnn/playground...");
  const args = [...filters.map((filter) => `--filter-prod=${filter}`), "install"];
  return {
    what: playground ? "what the playground needs" : "what the app needs",
    args: [...args, "--frozen-lockfile", "--prod"],
    isPartial: true,
  };
}

/** Notes that what building needs is installed, and what the playground needs if it is, until either lock file changes. */
export function recordPartialInstall(folder, { playground = false } = {}) {
  const parts = [fingerprint(folder), ...(playground ? [playgroundPart] : [])];
  writeFileSync(path.join(folder, partialMark), parts.join(" "));
}

const installedLock = path.join("node_modules", ".pnpm", "lock.yaml");
const playgroundPart = "playground";
const partialMark = path.join("node_modules", ".build-dependencies");

function fingerprint(folder) {
  const locks = read(folder, "pnpm-lock.yaml") + read(folder, installedLock);
  return createHash("sha256").update(locks).digest("hex");
}

function read(folder, name) {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
