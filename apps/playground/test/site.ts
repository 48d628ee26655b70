import { existsSync, mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The policy under which the page must run whole. */
export const strictPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
  "connect-src 'self' blob:; img-src 'self' blob: data:";

/** The page, built and served from a sub-path of a loopback address. */
export interface Site {
  /** Of the page, with a slash at its end. */
  readonly address: string;
  /** The folder with its files. */
  readonly folder: string;
  /** The header of everything that is served. */
  policy: string;
  /** No longer serves, as when there is no network; the files stay. */
  close(): Promise<void>;
  remove(): Promise<void>;
}

/** Builds the page from the packages' sources, and serves it. */
export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "rnn-playground-"));
  // The test runner's own would build the page as for developers.
  process.env["NODE_ENV"] = "production";
  await build({
    root: fileURLToPath(new URL("..", import.meta.url)),
    mode: "test",
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true },
  });
  const site: Partial<Site> & { policy: string } = { policy: strictPolicy };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const name = path.replace(/^\/some\/folder\//, "") || "index.html";
    const file = join(folder, name);
    if (!path.startsWith("/some/folder/") || !file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-security-policy", site.policy);
    // As many hosts do, among them the one of `npm run playground`.
    response.setHeader("vary", "Origin");
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    void readFile(file).then((bytes) => response.end(bytes));
  });
  const port = await listen(server);
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(site, {
    address: `http://127.0.0.1:${port}/some/folder/`,
    folder,
    close,
    remove: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
