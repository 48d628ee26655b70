import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";

/** Where and how a service listens. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Milliseconds that a request may take to arrive. */
  readonly requestTimeoutMs: number;
  /** Milliseconds that requests have to end once the service stops. */
  readonly stopTimeoutMs: number;
}

/** A service that listens. */
export interface Listening {
  readonly url: string;
  /** Takes no more requests, and resolves when those that have come are answered, or cut off by then. */
  stop: () => Promise<void>;
}

/**
 * Answers requests on a port.
 * @throws what the system reports where it cannot listen there
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, requestTimeoutMs, stopTimeoutMs }: ListenOptions,
): Promise<Listening> {
  const handle = getRequestListener(fetch);
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(requestTimeoutMs, 10_000),
      // How often Node looks for requests that are late.
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
      keepAliveTimeout: 5000,
      maxHeaderSize: 16_384,
    },
    (request, response) => void handle(request, response),
  );
  server.listen(port, host);
  await once(server, "listening");
  return { url: urlOf(server, host), stop: () => stop(server, stopTimeoutMs) };
}

async function stop(server: Server, timeoutMs: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearTimeout(timer);
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
