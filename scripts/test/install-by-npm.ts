import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Runs npm's install in a project as a user would, with a cache of its own and only that registry. */
export async function installByNpm(
  project: string,
  registry: string,
  args: readonly string[],
): Promise<void> {
  const settings = [`--registry=${registry}`, `--cache=${join(project, ".npm")}`, "--no-audit"];
  await promisify(execFile)("npm", ["install", ...settings, "--no-fund", ...args], {
    cwd: project,
    shell: process.platform === "win32",
  });
}
