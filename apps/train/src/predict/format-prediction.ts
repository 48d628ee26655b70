import { plainText } from "@rnn/labelled-text/display";
import type { Classification, Trace } from "@rnn/text-classifier";
import { formatTrace } from "./format-trace.ts";

/** What a model says of a text. */
export interface Prediction {
  readonly text: string;
  readonly found: Classification;
  readonly trace: Trace | undefined;
}

/** A line for people, and another one with the trace where there is one. */
export function formatPrediction(
  { text, found, trace }: Prediction,
  { secondClass, colors }: { readonly secondClass: string; readonly colors: boolean },
): string {
  const { className, probability } = found;
  const line = `${plainText(className)} ${probability.toFixed(4)}  ${plainText(text)}`;
  return trace === undefined ? line : `${line}\n${formatTrace(trace, secondClass, colors)}`;
}
