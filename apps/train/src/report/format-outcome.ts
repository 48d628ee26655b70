import { join } from "node:path";
import { plainText } from "@rnn/labelled-text/display";
import { plotLosses } from "@rnn/run-report";
import type { TrainingOptions } from "../options/training-options.ts";
import { remarksOnChapter } from "./chapter-remarks.ts";
import type { Outcome, Warning } from "./outcome.ts";
import { wrapText } from "./wrap-text.ts";

const syntheticRemark =
  "These reviews are synthetic: no figure here compares with the chapter's or with IMDB's.";

/** The loss curves, the scores, what to watch for and what to compare them with. */
export function formatOutcome(
  outcome: Outcome,
  options: TrainingOptions,
  trainingWarnings: readonly Warning[],
  colors: boolean,
): string {
  const { losses, valLosses, trainingMs, valAccuracy, testAccuracy, source, out } = outcome;
  if (losses.length === 0) return "No epoch was finished, so there is nothing to show.";
  const synthetic = source.kind === "synthetic";
  const chapter =
    options.command === "chapter" && !synthetic ? remarksOnChapter(options) : undefined;
  const plot = plotLosses(outcome, colors);
  const seconds = trainingMs.reduce((sum, ms) => sum + ms, 0) / 1000;
  const lines = [
    ...(plot === "" ? [] : [plot, ""]),
    `Epochs ${losses.length} of ${options.epochs}, trained for ${seconds.toFixed(1)} s`,
    `Training loss        ${last(losses)}`,
    `Validation loss      ${last(valLosses)}`,
    `Validation accuracy  ${formatScore(valAccuracy)}${chapter ? `   (the chapter: ${chapter.accuracy})` : ""}`,
  ];
  if (testAccuracy !== null) lines.push(`Test accuracy        ${formatScore(testAccuracy)}`);
  for (const { message } of trainingWarnings)
    lines.push("", wrapText(`Note: ${plainText(message)}`));
  if (synthetic) lines.push("", syntheticRemark);
  if (chapter) lines.push("", chapter.remark);
  if (out !== null) {
    lines.push(
      "",
      `Written to ${plainText(out)}. Open ${plainText(join(out, "report.html"))} to see all of it.`,
    );
  }
  return lines.join("\n");
}

function last(values: readonly number[]): string {
  return formatScore(values.at(-1) ?? null);
}

function formatScore(value: number | null): string {
  return value === null ? "none" : value.toFixed(4);
}
