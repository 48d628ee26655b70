import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

/** The workspace's root. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a script ended with. */
export interface ScriptResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node on the arguments, in the root unless another folder is given, without what npm put in the environment. */
export function runNode(
  args: readonly string[],
  { env = {}, cwd = root }: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): ScriptResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], TMPDIR: tmpdir(), ...env },
  });
  return { code: status, stdout, stderr };
}
