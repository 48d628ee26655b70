import { join } from "node:path";
import { plainText } from "@rnn/labelled-text/display";
import { plotLosses } from "@rnn/run-report";
import { formatComparison } from "../evaluation/format-comparison.ts";
import type { ClassifierOutcome } from "./classifier-outcome.ts";
import type { ClassifierRun } from "./describe-classifier-run.ts";
import { formatDecision } from "./format-decision.ts";
import { wrapText } from "./wrap-text.ts";

/** The loss curves, each part beside the others, the scores, and what to watch for. */
export function formatClassifierOutcome(
  outcome: ClassifierOutcome,
  { trained, scored, trainingWarnings }: ClassifierRun,
  colors: boolean,
): string {
  const { losses, trainingMs, bestEpoch, valAccuracy, testAccuracy, decision, out } = outcome;
  const plot = plotLosses(outcome, colors);
  const seconds = trainingMs.reduce((sum, ms) => sum + ms, 0) / 1000;
  const lines = [
    ...(plot === "" ? [] : [plot, ""]),
    ...(bestEpoch === null
      ? []
      : [
          `Epochs ${losses.length}, trained for ${seconds.toFixed(1)} s; the best one, ${bestEpoch}, is kept`,
          "",
        ]),
    `On ${trained.validationRows.length} validation texts, which the parts were not trained on${trained.threshold ? ", by their likeliest classes" : ""}:`,
    ...formatComparison(trained, trained.classifier.model),
    "",
  ];
  if (trained.refitted)
    lines.push("The classifier is trained once more on all of these texts.", "");
  lines.push(`Validation accuracy  ${formatScore(valAccuracy)}`);
  if (testAccuracy !== null) lines.push(`Test accuracy        ${formatScore(testAccuracy)}`);
  const ofTest = scored.comparisons.find(({ of }) => of === "test");
  for (const { first, second, difference, low, high } of ofTest?.differences ?? []) {
    if (second !== "ngrams") continue;
    const name = first === "both" ? "both together" : "recurrent network";
    lines.push(`  ${name} less n-grams ${signed(difference)} (${signed(low)} to ${signed(high)})`);
  }
  if (decision !== null) {
    const { classNames } = trained.classifier;
    lines.push("", "By the validation texts:", ...formatDecision(decision, classNames));
  }
  for (const { message } of trainingWarnings)
    lines.push("", wrapText(`Note: ${plainText(message)}`));
  if (out !== null) {
    lines.push(
      "",
      `Written to ${plainText(out)}. Open ${plainText(join(out, "report.html"))} to see all of it.`,
    );
  }
  return lines.join("\n");
}

function formatScore(value: number | null): string {
  return value === null ? "none" : value.toFixed(4);
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
}
