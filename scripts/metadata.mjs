/**
 * `npm run metadata`: copies `repository`, `homepage`, `bugs`, `author` and `funding` from the root's
 * package.json into that of every public package, and takes away what the root does not have.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { listPublicPackages } from "./packages.mjs";
import { withMetadata } from "./publishing-metadata.mjs";
import { root } from "./workspace.mjs";

const readManifest = (folder) =>
  JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
const ofRoot = readManifest(root);

for (const { folder } of listPublicPackages()) {
  const directory = path.relative(root, folder).replaceAll(path.sep, "/");
  const manifest = withMetadata(readManifest(folder), ofRoot, directory);
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}
