import { plainText, quoteAll } from "@rnn/labelled-text/display";
import { type Command, Option } from "commander";
import { loadClassifier } from "../model/load-classifier.ts";
import { modelArgument } from "../model/read-model.ts";
import { rejectBelow, whole } from "../options/option-kinds.ts";
import { requireOptions } from "../options/require-options.ts";
import { addTableOptions, type TableOptions, tableOptionsOf } from "../options/table-options.ts";
import { showSteps } from "../progress/show-steps.ts";
import { toJsonLine } from "../to-json-line.ts";
import type { CommandContext } from "./command-module.ts";

interface EvaluateOptions extends TableOptions {
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
  const { evaluate, findMistakes, measureRejection } = await import("@rnn/text-classifier");
  const { choosePart, readParts } = await import("../evaluation/read-parts.ts");
  const { describeMistakes } = await import("../evaluation/describe-mistakes.ts");
  const { tensorOf } = await import("../evaluation/read-as.ts");
  const { formatEvaluation } = await import("../evaluation/format-evaluation.ts");
  const { scoreParts } = await import("../evaluation/score-parts.ts");
  const { scoreTexts } = await import("../evaluation/score-texts.ts");
  const { toComparisonRecord, toEvaluationRecord } = await import(
    "../evaluation/to-evaluation-record.ts"
  );

  const classifier = await loadClassifier(model, options.rejectBelow);
  const { classNames, threshold, rejectBelow: bound } = classifier;
  const steps = showSteps(stderr, quiet);
  const reading = { ...context, classNames, limit: options.limit, quiet, signal, steps };
  const parts = await readParts(options.data, tableOptionsOf(options), reading);
  const part = choosePart(parts, options.part);
  const probabilities = await scoreTexts(classifier, part, { steps, signal });
  const given = tensorOf(probabilities, classNames.length);
  const ofParts = await scoreParts(classifier, part, given, { steps, signal });
  steps.stop();
  const evaluation = evaluate(part.labels, given, threshold === undefined ? {} : { threshold });
  const [rejection] =
    bound === undefined ? [] : measureRejection(part.labels, given, { bounds: [bound], threshold });
  const rows = findMistakes(part.labels, given, { count: options.wrong, threshold });
  const mistakes = await describeMistakes(rows, part, probabilities, classifier);
  const warnings = [...parts.remarks, ...warningsOf(evaluation.classes, classNames)];
  for (const warning of warnings) stderr.write(`Note: ${plainText(warning)}\n`);
  stdout.write(
    options.json
      ? toJsonLine({
          ...toEvaluationRecord(evaluation, classNames),
          ...(threshold !== undefined && { threshold }),
          ...(rejection && { rejection }),
          ...(ofParts && { parts: toComparisonRecord(ofParts, classNames) }),
          classNames,
          mistakes,
          warnings,
        })
      : `${formatEvaluation(evaluation, classNames, mistakes, ofParts, { threshold, rejection })}\n`,
  );
}

/** What the figures cannot say where a class has no texts. */
function warningsOf(
  classes: readonly { readonly support: number }[],
  classNames: readonly string[],
): string[] {
  const missing = classNames.filter((_, i) => classes[i].support === 0);
  if (classNames.length === 2) {
    return missing.map(
      (name) =>
        `No text is of the class "${name}": its recall and the ROC AUC are not defined, ` +
        "and the accuracy is that of the other class alone.",
    );
  }
  if (missing.length === 0) return [];
  const [classesMissing, their] =
    missing.length === 1 ? ["the class", "its"] : [`${missing.length} classes,`, "their"];
  return [
    `No text is of ${classesMissing} ${quoteAll(missing)}: ${their} recall and ROC AUC are not defined, ` +
      "and the averages are those of the other classes.",
  ];
}
