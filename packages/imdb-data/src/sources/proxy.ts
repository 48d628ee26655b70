import process from "node:process";
import type { RequestInit as ProxiedInit } from "undici";

/** A `fetch`, and what to call when it is no longer needed. */
export interface ClosableFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => Promise<void>;
}

/**
 * Node's `fetch`, or, where the environment names a proxy (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`),
 * one that goes through it. Node's own ignores these variables.
 * @throws where the proxy's address is not valid
 */
export async function environmentFetch(): Promise<ClosableFetch> {
  const variables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
  if (!variables.some((name) => process.env[name])) {
    return { fetch: globalThis.fetch, close: async () => undefined };
  }
  const undici = await import("undici");
  const dispatcher = new undici.EnvHttpProxyAgent();
  // The agent works with the fetch of its own version only. Its types and Node's differ in name alone.
  const fetch = ((url: string, init: ProxiedInit) =>
    undici.fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
  return { fetch, close: () => dispatcher.destroy() };
}
