import { rmSync } from "node:fs";
import { build } from "vitepress";
import { collectPages } from "./collect-pages.ts";
import { app, pages, root } from "./workspace.ts";
import { writeReference } from "./write-reference.ts";

/** Puts the pages together and builds the site into the folder, for a host that serves it under the base. */
export async function buildSite(folder: string, { base = "/" } = {}): Promise<void> {
  rmSync(pages, { recursive: true, force: true });
  await writeReference(root, pages);
  collectPages(root, pages);
  // Read by .vitepress/config.ts.
  process.env["RNN_DOCS_BASE"] = base;
  process.env["NODE_ENV"] = "production";
  await build(app, { outDir: folder });
}
