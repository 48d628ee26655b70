/** What goes over the wire. The same schemas check requests and make the OpenAPI document. */
import * as v from "valibot";

/** How large requests may be. */
export interface Limits {
  /** Bytes of a body. */
  readonly maxBytes: number;
  /** Texts of a request. */
  readonly maxTexts: number;
  /** Bytes that all requests together may hold; default 64 MB, or four of the largest requests. */
  readonly heldBytes?: number;
}

const top = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The body of a request: one text, or many. */
export function requestSchema({ maxTexts }: Pick<Limits, "maxTexts">) {
  return v.union([
    v.strictObject({ text: v.string(), top: v.optional(top) }),
    v.strictObject({
      texts: v.pipe(v.array(v.string()), v.maxLength(maxTexts)),
      top: v.optional(top),
    }),
  ]);
}

/** What is said of a text, as `predict --json` prints it. */
export const predictionSchema = v.object({
  text: v.string(),
  className: v.pipe(v.nullable(v.string()), v.description("null where the text is rejected")),
  label: v.pipe(v.nullable(v.number()), v.description("null where the text is rejected")),
  probability: v.pipe(v.number(), v.description("of the class, or of that which is rejected")),
  rejected: v.pipe(
    v.optional(v.boolean()),
    v.description(
      'whether the model is "not sure": the probability is below its bound; missing where it has none',
    ),
  ),
  wordCount: v.number(),
  readCount: v.number(),
  probabilities: v.record(v.string(), v.number()),
});

/** The answer to many texts, in their order. */
export const predictionsSchema = v.object({ predictions: v.array(predictionSchema) });

/** What is wrong with a request, and what to do. */
export const errorSchema = v.object({ error: v.string() });

/** What a load balancer asks for. */
export const healthSchema = v.object({
  status: v.literal("ok"),
  classNames: v.array(v.string()),
});
