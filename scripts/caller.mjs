/** Where and how the user typed the command that runs a script of the workspace. */
import { existsSync } from "node:fs";
import path from "node:path";
import { quote } from "./swallowed-options.mjs";

/**
 * The folder that the command was typed in: npm runs scripts in the workspace's root, and keeps the caller's
 * folder in INIT_CWD. Relative paths in the arguments are meant from there.
 */
export function findCallersFolder(env, cwd) {
  const { npm_package_name: name, INIT_CWD: folder } = env;
  // Under another package's script, INIT_CWD is that script's.
  return name === "rnn" && folder && existsSync(folder) ? folder : cwd;
}

/** What to type before the app's arguments in that folder: `npm start --`, or with where the workspace is. */
export function nameStartCommand({ npm_config_user_agent: agent = "" }, folder, root) {
  const way = path.relative(root, folder);
  const isInside = !path.isAbsolute(way) && way.split(path.sep)[0] !== "..";
  if (agent.startsWith("pnpm/")) {
    return isInside && way === "" ? "pnpm start" : `pnpm --dir ${toRoot(folder, root)} start`;
  }
  return isInside ? "npm start --" : `npm --prefix ${toRoot(folder, root)} start --`;
}

function toRoot(folder, root) {
  return quote(path.relative(folder, root));
}
