/** `npm start`: sets up, builds what changed, and runs the app with the arguments given. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findCallersFolder, nameStartCommand } from "./caller.mjs";
import { setUp } from "./set-up.mjs";
import { quote, readAppOptions, restoreSwallowedOptions } from "./swallowed-options.mjs";
import { fail, root, run } from "./workspace.mjs";

const { env } = process;
const callersFolder = findCallersFolder(env, process.cwd());
// What the app calls itself in its help and errors.
env.RNN_COMMAND = nameStartCommand(env, callersFolder, root);

const options = readAppOptions(path.join(root, "apps/train/src"));
const meant = restoreSwallowedOptions(process.argv.slice(2), env, options);
if (meant !== undefined) {
  const names = meant.filter((argument) => argument.startsWith("--")).join(", ");
  fail(
    `npm start: expected -- before the app's options, got ${names} without it, so that npm kept them. ` +
      `Type: ${[env.RNN_COMMAND, ...meant.map(quote)].join(" ")}`,
    2,
  );
}

setUp({ onlyApp: true });
const program = path.join(root, "apps", "train", "dist", "main.js");
if (!existsSync(program)) process.stderr.write("Setting up: tsc builds the app.\n");
if (run("tsc", ["-b", "apps/train"], { stdout: "stderr" }) !== 0) {
  fail("npm start: the app could not be built. The output above says why.");
}
process.chdir(callersFolder);
await import(pathToFileURL(program).href);
