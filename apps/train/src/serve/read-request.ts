import * as v from "valibot";
import type { ByteShare } from "./byte-budget.ts";
import { type Limits, requestSchema } from "./messages.ts";
import { type Body, readBody } from "./read-body.ts";

/** What a request asks for. */
export interface ClassifyRequest {
  readonly texts: readonly string[];
  /** Whether it is one text, whose prediction stands alone. */
  readonly isSingle: boolean;
  /** How many of the likeliest classes; undefined for all. */
  readonly top: number | undefined;
}

/** Why a request is not answered, and what to do. */
export interface Refusal {
  readonly status: 400 | 413 | 415 | 499 | 503;
  readonly error: string;
}

/** Reads requests under these limits. */
export function createRequestReader(
  limits: Limits,
): (request: Request, share: ByteShare) => Promise<ClassifyRequest | Refusal> {
  const schema = requestSchema(limits);
  const { maxBytes } = limits;
  return async (request, share) => {
    const strangeType = refuseType(request.headers);
    if (strangeType !== undefined) return { status: 415, error: strangeType };
    const bytes = await readBody(request, { maxBytes, share });
    if (typeof bytes === "string") return refuseBody(bytes, maxBytes);
    const body = parseJson(bytes);
    const { success, output } = v.safeParse(schema, body);
    if (!success) return { status: 400, error: explain(body, limits) };
    const { top } = output;
    return "text" in output
      ? { texts: [output.text], isSingle: true, top }
      : { texts: output.texts, isSingle: false, top };
  };
}

/** What is wrong with the content type or encoding; undefined for JSON in UTF-8. */
function refuseType(headers: Headers): string | undefined {
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    return `Expected a body without a content encoding, got ${encoding}.`;
  }
  const type = headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return `Expected the content type application/json, got ${type || "none"}.`;
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1] ?? "utf-8";
  return /^utf-?8$/i.test(charset) ? undefined : `Expected a body in UTF-8, got ${charset}.`;
}

function refuseBody(why: Extract<Body, string>, maxBytes: number): Refusal {
  if (why === "no room") return busy;
  if (why === "broken off") return brokenOff;
  const error = `Expected a body of at most ${maxBytes} bytes. Send the texts in several requests.`;
  return { status: 413, error };
}

/** For a request that finds no room beside others. */
export const busy: Refusal = {
  status: 503,
  error: "The service is busy with other requests. Send this one again in a second.",
};

/** For a client that has left: nobody reads it, but it is counted. */
export const brokenOff: Refusal = { status: 499, error: "The request was broken off." };

/** The value of JSON in UTF-8; undefined for other bytes. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
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
