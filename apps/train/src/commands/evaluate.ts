import { plainText, quoteAll } from "@rnn/labelled-text/display";
import type { Evaluation } from "@rnn/text-classifier";
import { type Command, Option } from "commander";
import type { WeightedTableOptions } from "../evaluation/read-parts.ts";
import { loadClassifier } from "../model/load-classifier.ts";
import { modelArgument } from "../model/read-model.ts";
import { rejectBelow, whole } from "../options/option-kinds.ts";
import { requireOptions } from "../options/require-options.ts";
import { addTableOptions, tableOptionsOf } from "../options/table-options.ts";
import { showSteps } from "../progress/show-steps.ts";
import { toJsonLine } from "../to-json-line.ts";
import type { CommandContext } from "./command-module.ts";

interface EvaluateOptions extends WeightedTableOptions {
  readonly data: readonly string[];
  readonly limit?: number;
  readonly part: "test" | "train" | "all";
  /** How many of the most confidently wrong texts are shown. */
  readonly wrong: number;
  readonly rejectBelow?: number;
  readonly quiet?: true;
  readonly json?: true;
}

export function declare(command: Command): Command {
  command
    .summary("scores a model on labelled texts")
    .description(
      "Accuracy, loss, confusion matrix, precision, recall, F1, ROC AUC, calibration error, and the worst mistakes.",
    )
    .argument("<model>", modelArgument)
    .addOption(
      new Option(
        "--data <source>",
        "as for train, with labels named as the model's classes; may be repeated",
      ).argParser((source, before: readonly string[] | undefined) => [...(before ?? []), source]),
    )
    .addOption(whole("--limit <count>", "a sample of so many texts, for a look", undefined, 1))
    .addOption(
      new Option("--part <part>", "which part, where the data has several")
        .choices(["test", "train", "all"])
        .default("test"),
    );
  return addTableOptions(command, { labelled: true })
    .option(
      "--weight-column <name>",
      "the column of how much each text counts in all figures (default: all the same)",
    )
    .addOption(whole("--wrong <count>", "most confidently wrong texts shown", 5, 0))
    .addOption(rejectBelow("default: as the model was trained"))
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout");
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  const options = requireOptions<EvaluateOptions>(command, ["data"]);
  const [model] = command.args;
  const { stdout, stderr } = context;
  const quiet = options.quiet === true;
  const signal = context.abortOnSignals();
  const { choosePart, readParts } = await import("../evaluation/read-parts.ts");
  const { describeMistakes } = await import("../evaluation/describe-mistakes.ts");
  const { evaluateTexts } = await import("../evaluation/evaluate-texts.ts");
  const { formatEvaluation } = await import("../evaluation/format-evaluation.ts");
  const { toComparisonRecord, toEvaluationRecord } = await import(
    "../evaluation/to-evaluation-record.ts"
  );

  const classifier = await loadClassifier(model, options.rejectBelow);
  const { classNames, threshold } = classifier;
  const steps = showSteps(stderr, quiet);
  const reading = { ...context, classNames, limit: options.limit, quiet, signal, steps };
  const { weightColumn } = options;
  const table = { ...tableOptionsOf(options), ...(weightColumn !== undefined && { weightColumn }) };
  const parts = await readParts(options.data, table, reading);
  const part = choosePart(parts, options.part);
  const { evaluation, ofParts, rejection, ...found } = await evaluateTexts(
    classifier,
    part,
    { mistakes: options.wrong },
    { steps, signal },
  );
  const mistakes = await describeMistakes(found.mistakes, part, classNames);
  steps.stop();
  const warnings = [...parts.remarks, ...warningsOf(evaluation, classNames)];
  for (const warning of warnings) stderr.write(`Note: ${plainText(warning)}\n`);
  stdout.write(
    options.json
      ? toJsonLine({
          ...toEvaluationRecord(evaluation, classNames),
          ...(weightColumn !== undefined && { weightColumn }),
          ...(threshold !== undefined && { threshold }),
          ...(rejection && { rejection }),
          ...(ofParts && { parts: toComparisonRecord(ofParts, classNames) }),
          classNames,
          mistakes,
          warnings,
        })
      : `${formatEvaluation(evaluation, classNames, mistakes, ofParts, { threshold, rejection, weightColumn })}\n`,
  );
}

/** What the figures cannot say where a class has no texts, or none that weighs anything. */
function warningsOf({ classes, weight }: Evaluation, classNames: readonly string[]): string[] {
  const missing = classNames.filter((_, i) => classes[i].support === 0);
  const none = weight === undefined ? "No text" : "No text that weighs more than 0";
  if (classNames.length === 2) {
    return missing.map(
      (name) =>
        `${none} is of the class "${name}": its recall and the ROC AUC are not defined, ` +
        "and the accuracy is that of the other class alone.",
    );
  }
  if (missing.length === 0) return [];
  const [classesMissing, their] =
    missing.length === 1 ? ["the class", "its"] : [`${missing.length} classes,`, "their"];
  return [
    `${none} is of ${classesMissing} ${quoteAll(missing)}: ${their} recall and ROC AUC are not defined, ` +
      "and the averages are those of the other classes.",
  ];
}
