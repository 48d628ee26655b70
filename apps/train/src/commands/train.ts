import type { Command } from "commander";
import { commandName } from "../command-name.ts";
import { addClassifierOptions, addRunOptions } from "../options/add-training-options.ts";
import { countOrShare, whole } from "../options/option-kinds.ts";
import { addTableOptions } from "../options/table-options.ts";

import type { CommandContext } from "./command-module.ts";
import { runTrainingCommand } from "./run-training-command.ts";

export function declare(command: Command): Command {
  command
    .summary("a classifier of labelled texts of your own")
    .description(
      "Trains a classifier on labelled texts of two classes or more: a recurrent network, n-grams, or both " +
        "together, whichever does best on texts that are kept for validation.",
    );
  addClassifierOptions(command)
    .optionsGroup("Texts:")
    .option(
      "--data <source...>",
      "CSV, TSV or JSON files, folders of classes, - for stdin; or imdb, or synthetic",
    )
    .option("--test <source...>", "texts to test with, where --data has no part for it");
  addTableOptions(command, { labelled: true })
    .option(
      "--weight-column <name>",
      "the column of how much each text counts in training (default: all the same)",
    )
    .option(
      "--positive <class>",
      "of two classes the one whose probability is given (default: by its name)",
    )
    .addOption(whole("--limit <count>", "a sample of so many texts, for a look", undefined, 1))
    .addOption(
      countOrShare(
        "--validation-size <size>",
        "texts kept, a count or a share (default: a fifth, at most 5000)",
      ),
    );
  return addRunOptions(command, "with --model chapter, --epochs may be raised").addHelpText(
    "after",
    examples,
  );
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  await runTrainingCommand(command, context);
}

const examples = `
Examples:
  $ ${commandName} train --data reviews.csv                       columns are found by their names
  $ ${commandName} train --data mails.tsv --text-column body --label-column spam --out runs/spam
  $ ${commandName} train --data questions.jsonl --class-weight balanced
  $ ${commandName} train --data aclImdb --model rnn               a folder of one folder a class
  $ ${commandName} train --data 2024.csv 2025.csv --test 2026.csv --limit 5000
  $ ${commandName} train --data reviews.csv --model chapter       the chapter's network, of two classes
  $ ${commandName} train --config runs/spam/config.json           the same run again, to the bit
  $ ${commandName} predict runs/spam "you have won"

A CSV or TSV file has a header; JSON Lines one object a line; a folder one folder a class, or train/ and
test/ of such. Two classes or more. --data imdb and synthetic train the chapter's network, as does --model
chapter and any of its options; its defaults are --epochs 20, --batch-size 32, --learning-rate 0.1,
--recurrent-gradient exact, --num-words 10000, --maxlen 100 and --validation-size 0.2.
`;
