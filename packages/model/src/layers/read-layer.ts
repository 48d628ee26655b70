import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { bidirectional, type Recurrent } from "./bidirectional.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import { embedding } from "./embedding.ts";
import { globalAveragePooling1d } from "./global-average-pooling-1d.ts";
import { globalMaxPooling1d } from "./global-max-pooling-1d.ts";
import { gru } from "./gru.ts";
import type { Layer } from "./layer.ts";
import { lstm } from "./lstm.ts";
import { simpleRnn } from "./simple-rnn.ts";

const wayOut = "Give what lstm(8), dense(1) and their like give.";

/** What a layer's entry holds besides its kind, not yet checked. */
type Entry = Readonly<Record<string, unknown>>;

/** How each kind is made from an entry: by the function that a caller would use, which checks it. */
const makers: Readonly<Record<Layer["kind"], (entry: Entry) => Layer>> = {
  embedding: ({ inputDim, outputDim, ...options }) =>
    embedding(inputDim as number, outputDim as number, options),
  simpleRnn: ({ units, ...options }) => simpleRnn(units as number, options),
  lstm: ({ units, ...options }) => lstm(units as number, options),
  gru: ({ units, ...options }) => gru(units as number, options),
  bidirectional: ({ layer, ...rest }) => {
    checkOptions("bidirectional", rest, ["layer"]);
    return bidirectional(readLayer(layer) as Recurrent);
  },
  globalAveragePooling1d: (rest) => {
    if (Object.keys(rest).length > 0) checkOptions("globalAveragePooling1d", rest, ["kind"]);
    return globalAveragePooling1d();
  },
  globalMaxPooling1d: (options) => globalMaxPooling1d(options),
  dropout: ({ rate, ...rest }) => {
    checkOptions("dropout", rest, ["rate"]);
    return dropout(rate as number);
  },
  dense: ({ units, ...rest }) => {
    checkOptions("dense", rest, ["units"]);
    return dense(units as number);
  },
};

/**
 * The layers of a list, each made and checked as if a caller had asked for it.
 * @param start what the messages begin with; default nothing
 * @throws TypeError, RangeError where one is none, with its place
 */
export function readLayers(list: readonly unknown[], start = ""): Layer[] {
  return Array.from(list, (value, index) => {
    try {
      return readLayer(value);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      const text = start + message.replace(/\.(?= [A-Z]|$)/, ` (layers[${index}]).`);
      throw cause instanceof RangeError ? new RangeError(text) : new TypeError(text);
    }
  });
}

/**
 * The layer that a file holds, made and checked as if a caller had asked for it.
 * @throws TypeError, RangeError where it is none
 */
function readLayer(value: unknown): Layer {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`expected a layer to be an object, got ${describeValue(value)}. ${wayOut}`);
  }
  const { kind, ...entry } = value as Record<string, unknown>;
  if (!isKind(kind)) {
    const known = Object.keys(makers).join(", ");
    throw new TypeError(`expected a layer of kind ${known}, got ${describeValue(kind)}. ${wayOut}`);
  }
  // A plan says null where a caller leaves an option out.
  const given = Object.entries(entry).map(([name, option]) => [name, option ?? undefined]);
  return makers[kind](Object.fromEntries(given) as Entry);
}

function isKind(kind: unknown): kind is Layer["kind"] {
  return typeof kind === "string" && Object.hasOwn(makers, kind);
}
