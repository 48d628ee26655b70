import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import tar from "tar-stream";
import { readManifest } from "./find-installed.ts";

/** A package registry on loopback that has the packages of some folders. */
export interface LocalRegistry {
  readonly url: string;
  /** Names that were asked for. */
  readonly asked: ReadonlySet<string>;
  close(): void;
}

/** Serves the packages as they are installed here, so that npm can install them without the internet. */
export async function startRegistry(folders: readonly string[]): Promise<LocalRegistry> {
  const foldersByName = new Map<string, Map<string, string>>();
  for (const folder of folders) {
    const { name, version } = readManifest(folder);
    const versions = foldersByName.get(name) ?? new Map<string, string>();
    foldersByName.set(name, versions.set(version, folder));
  }
  const asked = new Set<string>();
  const server: Server = createServer((request, response) => {
    const [name = "", wanted] = decodeURIComponent(request.url ?? "/")
      .slice(1)
      .split("/-/");
    asked.add(name);
    const versions = foldersByName.get(name) ?? new Map<string, string>();
    const folder = versions.get(wanted ?? "");
    if (folder !== undefined) {
      void packFolder(folder).then((bytes) => response.end(bytes));
      return;
    }
    const host = `http://${request.headers.host}`;
    response.writeHead(versions.size > 0 ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(describeVersions(name, versions, host)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a registry answers about a package. */
function describeVersions(name: string, folders: ReadonlyMap<string, string>, host: string) {
  const versions: Record<string, unknown> = {};
  for (const [version, folder] of folders) {
    const dist = { tarball: `${host}/${name}/-/${version}` };
    versions[version] = Object.assign(readManifest(folder), { dist });
  }
  return { name, "dist-tags": { latest: [...folders.keys()].at(-1) }, versions };
}

async function packFolder(folder: string): Promise<Buffer> {
  const pack = tar.pack();
  const packed = buffer(pack);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // What a program loads is enough here: no types, maps or pages.
    if (!entry.isFile() || !/\.(?:[cm]?js|json|wasm)$/.test(entry.name)) continue;
    const place = join(entry.parentPath, entry.name);
    pack.entry({ name: `package${place.slice(folder.length)}` }, readFileSync(place));
  }
  pack.finalize();
  return gzipSync(await packed, { level: 1 });
}
