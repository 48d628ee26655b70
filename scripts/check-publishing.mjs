/**
 * Whether npm would publish each package as pnpm packs it: `npm publish --dry-run`, against a registry that
 * cannot be reached, so that neither a network nor a login is needed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listPublicPackages } from "./packages.mjs";
import { runQuietly } from "./run-quietly.mjs";
import { nameTarball } from "./tarball-name.mjs";
import { pnpm } from "./workspace.mjs";

const unreachable = ["--registry=http://127.0.0.1:9/", "--fetch-retries=0"];
const packages = listPublicPackages();
const folder = mkdtempSync(path.join(tmpdir(), "rnn-publishing-"));
try {
  const filters = packages.map(({ name }) => `--filter=${name}`);
  if (pnpm([...filters, "pack", "--pack-destination", folder], { quiet: true }) !== 0) {
    process.exitCode = 1;
  } else {
    for (const { name, version } of packages) {
      const tarball = path.join(folder, nameTarball(name, version));
      const code = await runQuietly("npm", ["publish", "--dry-run", ...unreachable, tarball]);
      if (code === 0) continue;
      process.stderr.write(`npm would not publish ${name}. The output above says why.\n`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
