import { plainText } from "@rnn/labelled-text/display";
import type { DecisionOutcome } from "./describe-decision.ts";

/** A line for each: how far probabilities are from what they say, the threshold, what is not sure. */
export function formatDecision(
  { calibration, threshold, rejection }: DecisionOutcome,
  classNames: readonly string[],
): string[] {
  const { temperatures, before, after } = calibration;
  const isCalibrated = before !== after || Object.keys(temperatures).length > 0;
  const lines = [
    `Calibration error    ${figure(after)}${isCalibrated ? `   (${figure(before)} before calibration)` : ""}`,
  ];
  if (threshold !== null) {
    const { precision, recall } = threshold;
    const ofClass = `precision ${figure(precision)}, recall ${figure(recall)} of ${plainText(classNames[1])}`;
    lines.push(`Threshold            ${figure(threshold.threshold)}   (${ofClass})`);
  }
  if (rejection !== null) {
    const { below, share, accuracy } = rejection;
    const rest = accuracy === null ? "all texts" : `accuracy of the rest ${figure(accuracy)}`;
    lines.push(`Not sure             ${figure(share)}   (below ${below}; ${rest})`);
  }
  return lines;
}

function figure(value: number): string {
  return value.toFixed(4);
}
