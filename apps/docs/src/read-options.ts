import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";

/** What `npm run docs` was asked for. */
export interface SiteOptions {
  readonly port: number;
  /** Where the site is on its host, with a slash at both ends. */
  readonly base: string;
  /** A folder to write into, in the place of serving. */
  readonly out: string | undefined;
}

/**
 * The options among the arguments; relative paths are those of the folder that the command was typed in.
 * @throws TypeError, RangeError for others
 */
export function readOptions(args: readonly string[], folder = process.cwd()): SiteOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "4174" },
      base: { type: "string", default: "/" },
      out: { type: "string" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`--port: expected a whole number from 1 to 65535, got ${values.port}.`);
  }
  if (!/^\/(?:[\w.~-]+\/)*$/.test(values.base)) {
    throw new RangeError(`--base: expected a path such as /docs/, got ${values.base}.`);
  }
  const out = values.out === undefined ? undefined : path.resolve(folder, values.out);
  return { port, base: values.base, out };
}
