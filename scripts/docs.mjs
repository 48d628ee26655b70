/**
 * `npm run docs`: sets up, builds the documentation and serves it until it is interrupted; `-- --out FOLDER` writes it
 * into a folder instead, `--base /path/` for a host that serves it under that path.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { findCallersFolder } from "./caller.mjs";
import { setUp } from "./set-up.mjs";
import { root } from "./workspace.mjs";

setUp({ onlyBuild: true, extra: "docs" });
const folder = path.join(root, "apps", "docs");
const program = path.join(folder, "src", "main.ts");
const { status } = spawnSync(
  process.execPath,
  ["--import", "tsx", program, ...process.argv.slice(2)],
  {
    cwd: folder,
    env: { ...process.env, INIT_CWD: findCallersFolder(process.env, process.cwd()) },
    stdio: "inherit",
  },
);
process.exitCode = status ?? 1;
