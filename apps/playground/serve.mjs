/** Builds the page and serves it on a loopback address. */
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Under this policy the page works whole; whoever puts it on a host can send the same. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
  "connect-src 'self' blob:; img-src 'self' blob: data:";

/**
 * Builds `dist` and serves it.
 * @returns the address that it is served on
 */
export async function servePlayground({ port = 4173 } = {}) {
  await build({ root, logLevel: "error" });
  const server = await preview({
    root,
    logLevel: "error",
    preview: { host: "127.0.0.1", port, headers: { "content-security-policy": policy } },
  });
  return server.resolvedUrls.local[0];
}
