/**
 * Builds the site and serves it on a loopback address until it is interrupted; with a folder, writes it there for a
 * host that serves it under the base. `npm run docs` runs this.
 */
import path from "node:path";
import process from "node:process";
import { buildSite } from "./build-site.ts";
import { readOptions } from "./read-options.ts";
import { serveSite } from "./serve-site.ts";
import { app } from "./workspace.ts";

try {
  const options = readOptions(process.argv.slice(2), process.env["INIT_CWD"]);
  const folder = options.out ?? path.join(app, "dist");
  await buildSite(folder, options);
  if (options.out === undefined) {
    const { address } = await serveSite(folder, options);
    process.stdout.write(`The documentation is at ${address}\nPress Ctrl+C to stop.\n`);
  } else {
    process.stdout.write(`The documentation is in ${folder}, to be served under ${options.base}\n`);
  }
} catch (error) {
  const isUsage = error instanceof TypeError || error instanceof RangeError;
  process.stderr.write(
    `npm run docs: ${isUsage ? error.message : String((error as Error).stack)}\n`,
  );
  process.exitCode = isUsage ? 2 : 1;
}
