/**
 * The command `rnn-train` of a clone: a short script in a folder on the path, which runs the clone's app. It
 * names the clone, so that only that clone takes it away again.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const windows = process.platform === "win32";
const fileName = windows ? "rnn-train.cmd" : "rnn-train";

/** The folders of the path. */
export function listPath(env) {
  const value = env.PATH ?? env.Path ?? "";
  return value.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}

/** Where the command goes unless a folder is given: the first of npm's and the user's folders that is on the path. */
export function chooseFolder(env, home = homedir()) {
  const folders = listPath(env);
  const npm = env.npm_config_global_prefix ?? env.npm_config_prefix;
  const npmFolder = npm === undefined ? [] : [windows ? npm : path.join(npm, "bin")];
  const own = path.join(home, ".local", "bin");
  const candidates = [...npmFolder, own, path.join(home, "bin")];
  return candidates.find((folder) => folders.includes(folder) && isWritable(folder)) ?? own;
}

/** Writes the command into the folder and returns its path; throws where a file of others is in the way. */
export function link(root, folder) {
  const file = path.join(folder, fileName);
  const text = commandText(root);
  if (existsSync(file) && !isOurs(file)) {
    throw new Error(`expected no other rnn-train, got ${file}. Remove it, or name another folder.`);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
  return file;
}

/** Takes this clone's command out of the folders, and returns the files that were removed. */
export function unlink(root, folders) {
  const removed = [];
  // One folder may be on the path twice, as /bin is where it links to /usr/bin: look again at each.
  for (const file of folders.map((folder) => path.join(folder, fileName))) {
    if (!existsSync(file) || readFileSync(file, "utf8") !== commandText(root)) continue;
    rmSync(file);
    removed.push(file);
  }
  return removed;
}

const mark = "Made by npm run link-cli";

function isOurs(file) {
  return readFileSync(file, "utf8").includes(mark);
}

function commandText(root) {
  const check = path.join(root, "scripts", "check-node.cjs");
  const program = path.join(root, "scripts", "rnn-train.mjs");
  if (windows) return `@rem ${mark}\r\n@node --require "${check}" "${program}" %*\r\n`;
  return `#!/bin/sh\n# ${mark}\nexec node --require ${shellQuote(check)} ${shellQuote(program)} "$@"\n`;
}

function shellQuote(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
