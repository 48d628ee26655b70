/** Runs the app from its sources' build, which is brought up to date first. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setUp } from "./set-up.mjs";
import { fail, root, run } from "./workspace.mjs";

/** Sets up, builds what changed, and runs the app in the folder, with the arguments of this process. */
export async function runApp(folder) {
  setUp({ onlyBuild: true });
  const program = path.join(root, "apps", "train", "dist", "main.js");
  if (!existsSync(program)) process.stderr.write("Setting up: tsc builds the app.\n");
  if (run("tsc", ["-b", "apps/train"], { stdout: "stderr" }) !== 0) {
    fail("The app could not be built. The output above says why.");
  }
  process.chdir(folder);
  await import(pathToFileURL(program).href);
}
