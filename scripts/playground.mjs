/** `npm run playground`: sets up, builds what changed, and serves the playground until it is interrupted. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setUp } from "./set-up.mjs";
import { fail, root, run } from "./workspace.mjs";

const [option, given, ...rest] = process.argv.slice(2);
const port = Number(given ?? "4173");
const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
if (rest.length > 0 || (option !== undefined && option !== "--port") || !isPort) {
  fail(
    `npm run playground: expected nothing or --port with a number from 1 to 65535, got ${process.argv.slice(2).join(" ")}.`,
    2,
  );
}
setUp({ onlyBuild: true, extra: "playground" });
if (run("tsc", ["-b", "apps/train", "packages/ngrams"], { stdout: "stderr" }) !== 0) {
  fail("The packages could not be built. The output above says why.");
}
const program = path.join(root, "apps", "playground", "serve.mjs");
const { servePlayground } = await import(pathToFileURL(program).href);
const address = await servePlayground({ port });
process.stdout.write(`The playground is at ${address}\nPress Ctrl+C to stop.\n`);
