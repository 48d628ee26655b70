import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/**
 * Adds a service worker, `offline.js`, that keeps all files of the page: the page itself is asked for first and the
 * kept one taken where there is no network; the others have a hash in their names, so that what is kept is right.
 */
export function offlinePlugin(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const names = [...Object.keys(bundle), "icon.svg"].filter((name) => name !== "index.html");
        const hash = createHash("sha256").update(names.toSorted().join("\n"));
        for (const each of Object.values(bundle)) {
          hash.update(each.type === "chunk" ? each.code : each.source);
        }
        this.emitFile({
          type: "asset",
          fileName: "offline.js",
          source: serviceWorker(["./", ...names], hash.digest("hex").slice(0, 16)),
        });
      },
    },
  };
}

const serviceWorker = (files: readonly string[], version: string): string => `
const files = ${JSON.stringify(files)};
// Hosts that say "Vary: Origin" send the same file to a module, which names its origin, as to this worker.
const whatever = { ignoreSearch: true, ignoreVary: true };
const cacheName = "rnn-playground-${version}";
addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("rnn-playground-") && name !== cacheName;
  const dropOld = async () => {
    for (const name of await caches.keys()) if (isOld(name)) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(dropOld());
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const kept = () => caches.match(request, whatever);
  const answer = async () => {
    if (request.mode !== "navigate") return (await kept()) ?? fetch(request);
    return fetch(request).catch(async () => (await caches.match("./", whatever)) ?? Response.error());
  };
  event.respondWith(answer());
});
`;
