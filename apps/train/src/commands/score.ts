import { type Command, Option } from "commander";
import { commandName } from "../command-name.ts";
import { modelArgument } from "../model/read-model.ts";
import { addDetailOptions } from "../options/detail-options.ts";
import { rejectBelow, whole } from "../options/option-kinds.ts";
import { addTableOptions } from "../options/table-options.ts";
import { addQueueOptions, checkQueueOptions, workersOption } from "../queue/queue-options.ts";
import type { ScoreOptions } from "../score/run-score.ts";
import type { CommandContext } from "./command-module.ts";

export function declare(command: Command): Command {
  command
    .summary("classifies the texts of many files, on all processors")
    .description(
      "Writes for each file the lines that predict --json writes, on all processors, and resumes what was ended.",
    )
    .argument("<model>", modelArgument)
    .addOption(
      new Option(
        "--input <path...>",
        "files as predict --file takes them, or patterns in quotes: 'texts/*.jsonl'",
      ).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        "--out <folder>",
        "for the results; the same one again resumes what was ended",
      ).makeOptionMandatory(),
    );
  addQueueOptions(command, "score on other machines too, that run worker");
  addTableOptions(command, { labelled: false })
    .addOption(
      whole("--top <count>", "the likeliest classes, so many (default: all)", undefined, 1),
    )
    .addOption(rejectBelow("default: as the model was trained"));
  return addDetailOptions(command)
    .addOption(
      workersOption("chunks at a time here (default: one a processor); 0 with --queue: none", 0),
    )
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout")
    .addHelpText("after", examples);
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  const [model] = command.args;
  checkQueueOptions(command, "score");
  const { runScore } = await import("../score/run-score.ts");
  await runScore(model, command.opts<ScoreOptions>(), context);
}

const examples = `
Examples:
  $ ${commandName} score runs/spam --input 'mails/*.jsonl' --out scored
  $ ${commandName} score runs/spam --input 'mails/*.jsonl' --out scored --queue redis://192.168.1.10:6379
  $ ${commandName} score runs/spam --input 2024.csv 2025.csv --text-column body --out scored

mails/may.jsonl is scored into scored/may.jsonl, 2024.csv into scored/2024.csv.jsonl.
`;
