/** `npm start`: sets up, builds what changed, and runs the app with the arguments given. */
import path from "node:path";
import { findCallersFolder, nameStartCommand } from "./caller.mjs";
import { runApp } from "./run-app.mjs";
import { quote, readAppOptions, restoreSwallowedOptions } from "./swallowed-options.mjs";
import { fail, root } from "./workspace.mjs";

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
await runApp(callersFolder);
