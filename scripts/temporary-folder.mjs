/**
 * The temporary folder of a test run: whatever tests, and programs that they start, put into the temporary
 * folder of the machine lies in one folder of the run, and is removed with it. What a run that was killed left,
 * the next one removes.
 */
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

/** Where Node and other programs read the temporary folder of the machine. */
const variables = ["TMPDIR", "TMP", "TEMP"];

/** What folders of runs on this host are called, before the id of the process. */
const prefix = `rnn-tests-${hostname().replaceAll(/\W/g, "").slice(0, 12)}-`;

/**
 * Makes the folder of this run, unless the run is part of one that has a folder; the test runner calls it for
 * each project. With RNN_KEEP_TEMPORARY the folder stays, and is named at the end.
 *
 * @returns {(() => void) | undefined} removes the folder
 */
export function setup() {
  const outer = tmpdir();
  if (path.basename(outer).startsWith(prefix)) return undefined;
  removeLeftovers(outer);
  const folder = path.join(outer, `${prefix}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  // As the machine's own: some tests start programs as another user.
  chmodSync(folder, 0o1777);
  const before = variables.map((name) => [name, process.env[name]]);
  for (const name of variables) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    if (process.env.RNN_KEEP_TEMPORARY) process.stderr.write(`Files of the tests: ${folder}\n`);
    else remove(folder);
  };
}

/** Removes the folders of runs whose process is no more. */
function removeLeftovers(outer) {
  for (const name of readdirSync(outer)) {
    const id = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (/^\d+$/.test(id) && !isAlive(Number(id))) remove(path.join(outer, name));
  }
}

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** A folder that cannot be removed, as where a process of the run still writes, is left to the next run. */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
  }
}
