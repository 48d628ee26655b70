import { toJsonSchema } from "@valibot/to-json-schema";
import { version } from "../version.ts";
import {
  errorSchema,
  healthSchema,
  type Limits,
  predictionSchema,
  predictionsSchema,
  requestSchema,
} from "./messages.ts";

type Schema = Parameters<typeof toJsonSchema>[0];

/** The document that describes the service, OpenAPI 3.1. */
export function describeService(limits: Limits): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "rnn-train serve",
      version,
      description: "Classifies texts by a trained model.",
    },
    paths: {
      "/classify": {
        post: {
          summary: "Classifies one text, or many.",
          requestBody: { required: true, content: json(requestSchema(limits)) },
          responses: {
            200: {
              description: "What the model says: one prediction for `text`, a list for `texts`.",
              content: {
                "application/json": {
                  schema: { oneOf: [schemaOf(predictionSchema), schemaOf(predictionsSchema)] },
                },
              },
            },
            ...failures,
            400: failure("The body is not JSON in UTF-8, or not such a request; empty: not HTTP."),
            413: failure(`The body is larger than ${limits.maxBytes} bytes.`),
            415: failure("The body is not application/json in UTF-8, or has a content encoding."),
            503: failure(
              "The service is busy with other requests. `Retry-After` says when to ask again.",
            ),
          },
        },
      },
      "/health": {
        get: {
          summary: "Whether the service takes requests, and the classes of its model.",
          responses: {
            ...failures,
            200: { description: "It does.", content: json(healthSchema) },
          },
        },
      },
      "/metrics": {
        get: {
          summary: "Counts and times, in Prometheus's text format.",
          responses: {
            ...failures,
            200: {
              description: "The metrics.",
              content: { "text/plain": { schema: { type: "string" } } },
            },
          },
        },
      },
      "/openapi.json": {
        get: {
          summary: "This document.",
          responses: {
            ...failures,
            200: {
              description: "OpenAPI 3.1.",
              content: { "application/json": { schema: { type: "object" } } },
            },
          },
        },
      },
    },
  };
}

/** What any request may get; empty, but for the last, since no request has been read. */
const failures = {
  400: { description: "The request is not HTTP, or its address is not valid." },
  408: { description: "The request took too long to arrive." },
  417: { description: "The request expects what is not 100-continue." },
  431: { description: "The headers are larger than 16 kB." },
  500: failure("The service failed. Its log says more."),
};

function failure(description: string): object {
  return { description, content: json(errorSchema) };
}

function json(schema: Schema): object {
  return { "application/json": { schema: schemaOf(schema) } };
}

/** Without the line that names the dialect, which is the document's. */
function schemaOf(schema: Schema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema);
  return rest;
}
