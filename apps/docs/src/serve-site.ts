import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** A server of a folder on the loopback interface. */
export interface SiteServer {
  /** With a slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves the folder under the base, on a free port where `port` is 0. */
export async function serveSite(
  folder: string,
  { port = 0, base = "/" } = {},
): Promise<SiteServer> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const file = findFile(folder, base, request.url ?? "/");
      const bytes = file === undefined ? undefined : await readFile(file).catch(() => undefined);
      const type = file === undefined || bytes === undefined ? ".html" : extname(file);
      response.statusCode = bytes === undefined ? 404 : 200;
      response.setHeader("content-type", types[type] ?? "application/octet-stream");
      response.end(bytes ?? (await readFile(join(folder, "404.html")).catch(() => "Not found")));
    };
    void answer();
  });
  await listen(server, port);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The file of an address; undefined where the address is not below the base, or is none. */
function findFile(folder: string, base: string, url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    if (!path.startsWith(base)) return undefined;
    const name = path.endsWith("/") ? `${path}index.html` : path;
    return join(folder, normalize(`/${name.slice(base.length)}`));
  } catch {
    return undefined;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === "EADDRINUSE";
      const advice = `--port: expected a free port, got ${port}. Name another one.`;
      reject(isTaken ? new RangeError(advice, { cause }) : cause);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}
