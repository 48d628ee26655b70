import type { Command } from "commander";
import { commandName } from "../command-name.ts";
import { addRunOptions, addTrainingOptions } from "../options/add-training-options.ts";
import { countOrShare, whole } from "../options/option-kinds.ts";
import { resolveTrainingOptions } from "../options/resolve-training-options.ts";
import { addTableOptions } from "../options/table-options.ts";
import type { CommandContext } from "./command-module.ts";

export function declare(command: Command): Command {
  command
    .summary("the same network on labelled texts of your own")
    .description(
      "Trains the network on labelled texts: a table, JSON Lines or folders of two classes.",
    );
  addTrainingOptions(command, { learningRate: 0.1, recurrentGradient: "exact" })
    .optionsGroup("Texts:")
    .option(
      "--data <source...>",
      "CSV, TSV or JSON files, folders of classes, - for stdin; or imdb, or synthetic",
    )
    .option("--test <source...>", "texts to test with, where --data has no part for it");
  addTableOptions(command, { labelled: true })
    .option("--positive <class>", "the class whose probability is given (default: by its name)")
    .addOption(whole("--num-words <count>", "words kept, the most frequent ones", 10_000, 1))
    .addOption(
      whole("--skip-top <count>", "of them, how many of the most frequent are left out", 0, 0),
    )
    .addOption(whole("--maxlen <steps>", "words kept of a text, its last ones", 100, 2))
    .addOption(whole("--limit <count>", "a sample of so many texts, for a look", undefined, 1))
    .addOption(countOrShare("--validation-size <size>", "texts kept, a count or a share", 0.2));
  return addRunOptions(command).addHelpText("after", examples);
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  const options = await resolveTrainingOptions(command, context.declare);
  const { runTraining } = await import("../run/run-training.ts");
  await runTraining(options, context);
}

const examples = `
Examples:
  $ ${commandName} train --data reviews.csv                       columns are found by their names
  $ ${commandName} train --data mails.tsv --text-column body --label-column spam --out runs/spam
  $ ${commandName} train --data reviews.jsonl --num-words 20000 --epochs 40
  $ ${commandName} train --data aclImdb                           a folder of one folder a class
  $ ${commandName} train --data 2024.csv 2025.csv --test 2026.csv --limit 5000
  $ ${commandName} train --config runs/spam/config.json           the same run again, to the bit
  $ ${commandName} predict runs/spam "you have won"

A CSV or TSV file has a header; JSON Lines one object a line; a folder one folder a class, or train/ and
test/ of such. Two classes. The vocabulary is that of the training texts.
`;
