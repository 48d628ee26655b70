import type { Prediction } from "./format-prediction.ts";

/**
 * A prediction for programs: every probability that is shown, by the name of its class. Of a text that is rejected the
 * class is null.
 */
export function toRecord({ text, found, trace, ngrams, occlusion }: Prediction): object {
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
