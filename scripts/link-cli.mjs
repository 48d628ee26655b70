/**
 * `npm run link-cli`: puts `rnn-train` on the path, which runs this clone's app; `npm run unlink-cli` takes it
 * away. Both take the folder as an argument, where it shall be another than the first suitable one of the path.
 */
import path from "node:path";
import { findCallersFolder } from "./caller.mjs";
import { chooseFolder, link, listPath, unlink } from "./command-link.mjs";
import { fail, root } from "./workspace.mjs";

const { env } = process;
const args = process.argv.slice(2);
const isUndo = args[0] === "--undo";
const name = `npm run ${isUndo ? "unlink-cli" : "link-cli"}`;
const [given, ...rest] = isUndo ? args.slice(1) : args;
if (rest.length > 0 || given?.startsWith("-")) {
  fail(`${name}: expected at most a folder, got ${[given, ...rest].join(" ")}.`, 2);
}
const folder =
  given === undefined
    ? chooseFolder(env)
    : path.resolve(findCallersFolder(env, process.cwd()), given);

if (isUndo) {
  const removed = unlink(root, given === undefined ? [folder, ...listPath(env)] : [folder]);
  process.stdout.write(
    removed.length > 0
      ? removed.map((file) => `Removed ${file}\n`).join("")
      : "There is no rnn-train of this clone.\n",
  );
} else {
  try {
    process.stdout.write(`${link(root, folder)} runs this clone's app.\n`);
  } catch (error) {
    fail(`${name}: ${error.message}`);
  }
  if (!listPath(env).includes(folder)) {
    process.stdout.write(`Its folder is not on the path yet: add ${folder} to PATH.\n`);
  }
}
