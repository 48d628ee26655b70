import { plainText } from "@rnn/labelled-text/display";
import type { Prediction } from "@rnn/text-classifier";
import { formatOcclusion } from "./format-occlusion.ts";
import { formatTrace } from "./format-trace.ts";

/** What is said in place of a class that is not probable enough. */
const notSure = "not sure";

/** A line for people; with what the model goes by, a line for each of its parts more. */
export function formatPrediction(
  { text, found, trace, ngrams, occlusion }: Prediction,
  { classNames, colors }: { readonly classNames: readonly string[]; readonly colors: boolean },
): string {
  const classes = (found.top ?? [found]).map(
    ({ className, probability }) => `${plainText(className)} ${probability.toFixed(4)}`,
  );
  const said = found.rejected === true ? `${notSure} (${classes.join(", ")})` : classes.join(", ");
  return [
    `${said}  ${plainText(text)}`,
    ...(trace === undefined ? [] : [formatTrace(trace, classNames[trace.label ?? 1], colors)]),
    ...(ngrams === undefined || ngrams.length === 0 ? [] : [formatNgrams(ngrams, found.className)]),
    ...(occlusion === undefined || occlusion.wordCount === 0 ? [] : [formatOcclusion(occlusion)]),
  ].join("\n");
}

function formatNgrams(ngrams: NonNullable<Prediction["ngrams"]>, className: string): string {
  const shown = ngrams.map(
    ({ ngram, weight }) =>
      `"${plainText(ngram)}" ${weight < 0 ? "-" : "+"}${Math.abs(weight).toFixed(2)}`,
  );
  return `  n-grams for ${plainText(className)}: ${shown.join(", ")}`;
}
