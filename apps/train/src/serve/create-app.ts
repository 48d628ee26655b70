import type { HttpBindings } from "@hono/node-server";
import type { TextClassifier } from "@rnn/text-classifier";
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ByteBudget } from "./byte-budget.ts";
import { classifyTexts } from "./classify-texts.ts";
import type { Limits } from "./messages.ts";
import { createMetrics } from "./metrics.ts";
import { describeService } from "./openapi.ts";
import { createRequestReader, type Refusal } from "./read-request.ts";
import { SharedTurns } from "./shared-turns.ts";

const routes: Readonly<Record<string, readonly string[]>> = {
  "/classify": ["POST"],
  "/health": ["GET", "HEAD"],
  "/metrics": ["GET", "HEAD"],
  "/openapi.json": ["GET", "HEAD"],
};

/** What Node gives besides a request; nothing where a request comes from a test. */
type Environment = { Bindings: Partial<HttpBindings> };

/**
 * The service over a classifier, as a function from a request to its answer.
 *
 * @param onError receives what is not the client's fault, and is answered with 500
 */
export function createApp(
  classifier: Pick<TextClassifier, "classifyAll" | "classNames">,
  limits: Limits,
  onError: (error: Error) => void = () => undefined,
): Hono<Environment> {
  const metrics = createMetrics();
  const { heldBytes = Math.max(64_000_000, 4 * limits.maxBytes) } = limits;
  const budget = new ByteBudget(heldBytes);
  const turns = new SharedTurns();
  const readRequest = createRequestReader(limits);
  const app = new Hono<Environment>();

  app.use(async (context, next) => {
    const started = performance.now();
    await next();
    if (mayHoldUnreadBody(context)) context.header("connection", "close");
    const { path, method } = context.req;
    // Paths that are not there are one route: a stranger's requests do not grow the metrics.
    const route = Object.hasOwn(routes, path) ? path : "other";
    const seconds = (performance.now() - started) / 1000;
    const known = Object.values(routes).some((methods) => methods.includes(method));
    metrics.observe({
      route,
      method: known ? method : "other",
      status: context.res.status,
      seconds,
    });
  });

  app.post("/classify", async (context) => {
    const share = budget.open();
    // Held until the answer has been read, or the client has left.
    const { outgoing } = context.env ?? {};
    outgoing?.once("close", share.release);
    try {
      const request = await readRequest(context.req.raw, share);
      if ("status" in request) return refuse(context, request);
      const { signal } = context.req.raw;
      const predictions = await classifyTexts(request, { classifier, share, turns, signal });
      if ("status" in predictions) return refuse(context, predictions);
      metrics.countTexts(predictions.length);
      return context.body(
        request.isSingle ? predictions[0] : `{"predictions":[${predictions.join(",")}]}`,
        200,
        { "content-type": "application/json" },
      );
    } finally {
      if (outgoing === undefined || outgoing.closed) share.release();
    }
  });
  app.get("/health", (context) =>
    context.json({ status: "ok", classNames: classifier.classNames }),
  );
  app.get("/metrics", async (context) => {
    const { text, contentType } = await metrics.print();
    return context.body(text, 200, { "content-type": contentType });
  });
  const document = describeService(limits);
  app.get("/openapi.json", (context) => context.json(document));

  app.notFound((context) => {
    const { path, method } = context.req;
    const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (methods === undefined) {
      const error = `Expected one of ${Object.keys(routes).join(", ")}, got another path.`;
      return context.json({ error }, 404);
    }
    context.header("allow", methods.join(", "));
    return context.json({ error: `Expected ${methods.join(" or ")}, got ${method}.` }, 405);
  });
  app.onError((error, context) => {
    onError(error);
    return context.json({ error: "The service failed to answer. Its log says more." }, 500);
  });
  return app;
}

function refuse(context: Context<Environment>, { status, error }: Refusal): Response {
  if (status === 503) context.header("retry-after", "1");
  return context.json({ error }, status as ContentfulStatusCode);
}

/** Whether the answer came before the body was read: the connection can then serve no other request. */
function mayHoldUnreadBody({ req, res }: Context<Environment>): boolean {
  const length = req.header("content-length") ?? "0";
  const hasBody = length !== "0" || req.header("transfer-encoding") !== undefined;
  return hasBody && [404, 405, 413, 415, 503].includes(res.status);
}
