import type { NgramFeature } from "@rnn/ngrams";
import { checkOptions, checkType } from "@rnn/tensor/checks";
import type { Occlusion } from "./explanation/occlude-words.ts";
import type { Classification } from "./text-classifier-options.ts";
import type { Trace } from "./trace.ts";

/** What a classifier says of a text. */
export interface Prediction {
  readonly text: string;
  /** What `classify` gives; with `top`, the probabilities of so many classes are described. */
  readonly found: Classification;
  /** What `trace` gives, where it is asked for. */
  readonly trace?: Trace | undefined;
  /** What `topNgrams` gives, where it is asked for. */
  readonly ngrams?: readonly NgramFeature[] | undefined;
  /** What `occludeWords` gives, where it is asked for. */
  readonly occlusion?: Occlusion | undefined;
}

/**
 * A prediction as an object of JSON, as `predict --json` and `serve` write it: every probability that is asked for, by
 * the name of its class. Of a text that is rejected, `className` and `label` are null.
 *
 * @throws TypeError for a text that is not a string, or an unknown member
 *
 * @example
 * ```ts
 * const found = { className: "up", label: 1, probability: 0.52, rejected: true, wordCount: 2, readCount: 2 };
 * describePrediction({ text: "so so", found });
 * // => { text: "so so", className: null, label: null, probability: 0.52, rejected: true, wordCount: 2, readCount: 2, probabilities: {} }
 * ```
 */
export function describePrediction(prediction: Prediction): object {
  const names = ["text", "found", "trace", "ngrams", "occlusion"];
  checkOptions("describePrediction", prediction, names);
  const { text, found, trace, ngrams, occlusion } = prediction;
  checkType("describePrediction", "text", text, "string");
  const { top = [], ...likeliest } = found;
  const probabilities = Object.fromEntries(
    top.map(({ className, probability }) => [className, probability]),
  );
  return {
    text,
    ...likeliest,
    ...(found.rejected === true && { className: null, label: null }),
    probabilities,
    ...(trace && { trace }),
    ...(ngrams && { ngrams }),
    ...(occlusion && { occlusion }),
  };
}
