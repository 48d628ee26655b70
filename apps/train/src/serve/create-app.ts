import { EventLoopTurns } from "@rnn/tensor/event-loop";
import { describePrediction, type TextClassifier } from "@rnn/text-classifier";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";
import { type Limits, requestSchema } from "./messages.ts";
import { createMetrics } from "./metrics.ts";
import { describeService } from "./openapi.ts";

const routes: Readonly<Record<string, readonly string[]>> = {
  "/classify": ["POST"],
  "/health": ["GET", "HEAD"],
  "/metrics": ["GET", "HEAD"],
  "/openapi.json": ["GET", "HEAD"],
};

/** The service over a classifier, as a function from a request to its answer. */
export function createApp(
  classifier: Pick<TextClassifier, "classify" | "classNames">,
  limits: Limits,
): Hono {
  const metrics = createMetrics();
  const schema = requestSchema(limits);
  const app = new Hono();

  app.use(async (context, next) => {
    const started = performance.now();
    await next();
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

  app.post(
    "/classify",
    bodyLimit({
      maxSize: limits.maxBytes,
      onError: (context) => {
        const error = `Expected a body of at most ${limits.maxBytes} bytes. Send the texts in several requests.`;
        return context.json({ error }, 413);
      },
    }),
    async (context) => {
      const type = context.req.header("content-type") ?? "";
      if (!/^application\/json\s*(;|$)/i.test(type)) {
        const error = `Expected the content type application/json, got ${type || "none"}.`;
        return context.json({ error }, 415);
      }
      const body: unknown = await context.req.json().catch(() => undefined);
      const { success, output } = v.safeParse(schema, body);
      if (!success) return context.json({ error: explain(body, limits) }, 400);
      const { top = classifier.classNames.length } = output;
      const predict = (text: string): object =>
        describePrediction({ text, found: classifier.classify(text, { top }) });
      if ("text" in output) {
        metrics.countTexts(1);
        return context.json(predict(output.text));
      }
      const predictions: object[] = [];
      // Many texts do not keep others waiting.
      const turns = new EventLoopTurns();
      for (const text of output.texts) {
        predictions.push(predict(text));
        if (turns.due) await turns.next();
      }
      metrics.countTexts(predictions.length);
      return context.json({ predictions });
    },
  );
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
  app.onError((_, context) =>
    context.json({ error: "The service failed to answer. Its log says more." }, 500),
  );
  return app;
}

/** Why a body is not a request. */
function explain(body: unknown, { maxTexts }: Limits): string {
  if (body === undefined) return "Expected a body of valid JSON in UTF-8.";
  const expected =
    'Expected { "text": "…" } or { "texts": ["…", …] }, with "top": a whole number from 1 on or none';
  const texts = v.safeParse(v.object({ texts: v.array(v.unknown()) }), body);
  if (texts.success && texts.output.texts.length > maxTexts) {
    return `Expected at most ${maxTexts} texts, got ${texts.output.texts.length}. Send them in several requests.`;
  }
  return `${expected}.`;
}
