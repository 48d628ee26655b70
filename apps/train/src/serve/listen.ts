import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";

/** Where and how a service listens. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Milliseconds that a request may take to arrive, and a whole answer to be read. */
  readonly requestTimeoutMs: number;
  /** Milliseconds that requests have to end once the service stops. */
  readonly stopTimeoutMs: number;
  /** Milliseconds that connections between two requests are kept once the service stops; default 100. */
  readonly graceMs?: number;
}

/** A service that listens. */
export interface Listening {
  readonly url: string;
  /** Takes no more connections, and resolves when those that have come are answered, or cut off by then. */
  stop: () => Promise<void>;
}

/**
 * Answers requests on a port.
 * @throws what the system reports where it cannot listen there
 */
export async function listen(
  fetch: (request: Request, bindings: HttpBindings) => Response | Promise<Response>,
  { host, port, requestTimeoutMs, stopTimeoutMs, graceMs = 100 }: ListenOptions,
): Promise<Listening> {
  // Requests of HTTP/1.0 need no host: load balancers that ask for the health send them.
  const handle = getRequestListener(
    (request, bindings) => fetch(request, bindings as HttpBindings),
    { hostname: "localhost" },
  );
  const answers = new Set<ServerResponse>();
  let isStopping = false;
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(requestTimeoutMs, 10_000),
      // How often Node looks for requests that are late.
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
      keepAliveTimeout: 5000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      answers.add(response);
      response.once("close", () => answers.delete(response));
      limitSending(response, requestTimeoutMs);
      if (isStopping) response.setHeader("connection", "close");
      void handle(request, response);
    },
  );
  server.listen(port, host);
  await once(server, "listening");
  const stop = async (): Promise<void> => {
    isStopping = true;
    for (const answer of answers) {
      if (!answer.headersSent) answer.setHeader("connection", "close");
    }
    await close(server, { graceMs, stopTimeoutMs });
  };
  return { url: urlOf(server, host), stop };
}

/** Cuts off a client that does not read its answer, which waits in memory until then. */
function limitSending(response: ServerResponse, timeoutMs: number): void {
  response.once("prefinish", () => {
    // A process that ends does not wait for it, nor for a client that has left before.
    const timer = setTimeout(() => response.destroy(), timeoutMs).unref();
    response.once("close", () => clearTimeout(timer));
  });
}

/**
 * Clients that keep their connections may have sent the next request already: for a moment it is still taken, and the
 * answer says that the connection ends, before those without a request are closed.
 */
async function close(
  server: Server,
  { graceMs, stopTimeoutMs }: Required<Pick<ListenOptions, "graceMs" | "stopTimeoutMs">>,
): Promise<void> {
  const closed = once(server, "close");
  // Not that of HTTP's Server, which closes connections between two requests at once.
  NetServer.prototype.close.call(server);
  const timers = [
    setTimeout(() => server.closeIdleConnections(), Math.min(graceMs, stopTimeoutMs)),
    setTimeout(() => server.closeAllConnections(), stopTimeoutMs),
  ];
  await closed;
  for (const timer of timers) clearTimeout(timer);
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
