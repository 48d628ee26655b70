/**
 * `npm run pack`: makes tarballs of the public packages that npm installs without a registry's copy of them,
 * since each names the others as files beside it. Into packed/, or the folder given:
 *
 *     npm run pack -- ../my-project/vendor
 *     npm install ./vendor/rnn-text-classifier-*.tgz     in my-project
 *
 * Earlier tarballs of the packages in that folder are replaced.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { findCallersFolder } from "./caller.mjs";
import { listPublicPackages } from "./packages.mjs";
import { setUp } from "./set-up.mjs";
import { nameTarball } from "./tarball-name.mjs";
import { fail, pnpm, root, run } from "./workspace.mjs";

const [folder = path.join(root, "packed"), ...rest] = process.argv.slice(2);
if (rest.length > 0 || folder.startsWith("-")) {
  fail(`npm run pack: expected at most a folder, got ${process.argv.slice(2).join(" ")}.`, 2);
}
const target = path.resolve(findCallersFolder(process.env, process.cwd()), folder);

// Everything: the sources of the packages name the types of optional peers, which running does not need.
setUp();
if (run("tsc", ["-b"], { stdout: "stderr" }) !== 0) {
  fail("npm run pack: the packages could not be built. The output above says why.");
}
// Loaded now that what it needs is there.
const { referToFiles } = await import("./refer-to-files.mjs");
const packages = listPublicPackages();
const made = mkdtempSync(path.join(tmpdir(), "rnn-pack-"));
try {
  const filters = packages.map(({ name }) => `--filter=${name}`);
  if (pnpm([...filters, "pack", "--pack-destination", made], { quiet: true }) !== 0) {
    fail("npm run pack: pnpm could not pack the packages. The output above says why.");
  }
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(target).filter(isEarlierTarball)) rmSync(path.join(target, file));
  const files = new Map(packages.map(({ name, version }) => [name, nameTarball(name, version)]));
  for (const file of files.values()) {
    const packed = gunzipSync(readFileSync(path.join(made, file)));
    const tarball = gzipSync(await referToFiles(packed, files));
    writeFileSync(path.join(target, file), tarball);
    process.stdout.write(`${path.join(target, file)}\n`);
  }
} finally {
  rmSync(made, { recursive: true });
}

/** Whether the file is one of the packages' tarballs, of whatever version. */
function isEarlierTarball(file) {
  const [, start, version] = /^(.*?)-(\d+\.\d+\.\d+\S*)\.tgz$/.exec(file) ?? [];
  return packages.some(({ name }) => nameTarball(name, version) === `${start}-${version}.tgz`);
}
