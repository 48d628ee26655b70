/**
 * Installs the locked dependencies with the pinned pnpm: for building and running the app those that are published
 * with the packages, their optional peers, which the root names for this, and the compiler, for everything else all
 * of them. What is there already is neither installed again nor taken away.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail, packageManager, pnpm, root } from "./workspace.mjs";

/** What is installed beside what the app needs, each where it is asked for. */
const extras = {
  playground: { filter: "@rnn/playground...", what: "what the playground needs" },
  docs: { filter: "@rnn/docs...", what: "what the documentation needs" },
};

/**
 * Makes sure of the dependencies; `onlyBuild` is enough for building and running the app, with `extra`, `"playground"`
 * or `"docs"`, for building and serving these too.
 */
export function setUp({ onlyBuild = false, extra } = {}) {
  const plan = planSetUp(root, { onlyBuild, extra });
  if (plan === undefined) return;
  process.stderr.write(`Setting up: ${packageManager} installs ${plan.what}.\n`);
  // Without a terminal, a line for each second in which something was done.
  const reporter = process.stderr.isTTY ? [] : ["--reporter=append-only"];
  if (pnpm([...plan.args, "--use-stderr", ...reporter], { stdout: "stderr" }) !== 0) {
    fail("The dependencies could not be installed. The output above says why.");
  }
  if (plan.isPartial) recordPartialInstall(root, plan.parts);
}

/**
 * What to install in a workspace, as arguments of pnpm; undefined where everything is there.
 * @param {string} folder
 * @param {{ onlyBuild: boolean, extra?: string }} options
 */
export function planSetUp(folder, { onlyBuild, extra }) {
  const wanted = read(folder, "pnpm-lock.yaml");
  const hasAll = wanted !== "" && wanted === read(folder, installedLock);
  if (hasAll) return undefined;
  // Where the rest was there before, as tests and editors need it, it stays.
  if (!onlyBuild || existsSync(path.join(folder, "node_modules", ".bin", "vitest"))) {
    const args = ["install", "--frozen-lockfile"];
    return { what: "the locked dependencies", args, isPartial: false };
  }
  const [installed, ...before] = read(folder, partialMark).split(" ");
  const isThere = installed === fingerprint(folder);
  if (isThere && (extra === undefined || before.includes(extra))) return undefined;
  // Those that were installed before stay.
  const parts = Object.keys(extras).filter((name) => name === extra || before.includes(name));
  const filters = [
    ".",
    "@rnn/train...",
    "./packages/*",
    "!@rnn/testing",
    "@rnn/scripts",
    ...parts.map((name) => extras[name].filter),
  ];
  const args = [...filters.map((filter) => `--filter-prod=${filter}`), "install"];
  return {
    what: extra === undefined ? "what the app needs" : extras[extra].what,
    args: [...args, "--frozen-lockfile", "--prod"],
    isPartial: true,
    parts,
  };
}

/**
 * Notes that what building needs is installed, and the extras of those names, until either lock file changes.
 * @param {string} folder
 * @param {readonly string[]} parts
 */
export function recordPartialInstall(folder, parts = []) {
  writeFileSync(path.join(folder, partialMark), [fingerprint(folder), ...parts].join(" "));
}

const installedLock = path.join("node_modules", ".pnpm", "lock.yaml");
const partialMark = path.join("node_modules", ".build-dependencies");

function fingerprint(folder) {
  const locks = read(folder, "pnpm-lock.yaml") + read(folder, installedLock);
  return createHash("sha256").update(locks).digest("hex");
}

function read(folder, name) {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
