import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { app } from "../src/workspace.ts";

/** The site, built as `npm run docs` builds it. */
export interface BuiltSite {
  readonly folder: string;
  readonly base: string;
  /** Every page by its path from the folder on, such as `guide/chapter.html`. */
  readonly pages: ReadonlyMap<string, string>;
  remove(): Promise<void>;
}

/** Builds the site for a host that serves it under a path. */
export async function buildForTest(base: string): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), "rnn-docs-"));
  const args = ["--import", "tsx", "src/main.ts", "--out", folder, "--base", base];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: app, encoding: "utf8" });
  if (status !== 0) throw new Error(`The site could not be built: ${stderr}`);
  const files = await readdir(folder, { recursive: true });
  const pages = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith(".html"))) {
    pages.set(file.replaceAll("\\", "/"), await readFile(join(folder, file), "utf8"));
  }
  return { folder, base, pages, remove: () => rm(folder, { recursive: true, force: true }) };
}
