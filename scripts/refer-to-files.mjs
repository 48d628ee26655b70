/** A package's archive, changed to ask for other packages by their files. */
import { buffer } from "node:stream/consumers";
import tar from "tar-stream";

/**
 * The archive (tar) with its dependencies on some packages pointing at the tarballs beside it.
 *
 * @param {Uint8Array} archive
 * @param {Map<string, string>} files the tarball's name by the package's
 */
export async function referToFiles(archive, files) {
  const extract = tar.extract();
  const pack = tar.pack();
  extract.end(archive);
  for await (const entry of extract) {
    const contents = await buffer(entry);
    const isManifest = entry.header.name === "package/package.json";
    const { name, mode, mtime } = entry.header;
    pack.entry({ name, mode, mtime }, isManifest ? manifestWithFiles(contents, files) : contents);
  }
  pack.finalize();
  return buffer(pack);
}

function manifestWithFiles(contents, files) {
  // What the packages are developed with has no tarball.
  const { devDependencies: _, ...manifest } = JSON.parse(contents.toString("utf8"));
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (files.has(name)) manifest.dependencies[name] = `file:./${files.get(name)}`;
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
