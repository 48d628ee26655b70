import { type Command, Option } from "commander";
import { commandName } from "../command-name.ts";
import { addChapterOptions, addRunOptions } from "../options/add-training-options.ts";
import { chapters } from "../options/chapters.ts";
import { countOrShare, whole } from "../options/option-kinds.ts";

import type { CommandContext } from "./command-module.ts";
import { runTrainingCommand } from "./run-training-command.ts";

export function declare(command: Command): Command {
  command
    .summary("the book chapter from the reviews to the score (default)")
    .description(
      "Runs the chapter: loads the IMDB reviews, trains the network, draws its losses and scores it.",
    )
    .configureHelp({ commandUsage: () => `${commandName} [chapter] [options]` })
    .addOption(
      new Option("--chapter <number>", "of the book: 09-3 has an embedding, 09-4 LSTM cells too")
        .choices(chapters)
        .default(chapters[0]),
    );
  addChapterOptions(command)
    .optionsGroup("Reviews:")
    .option(
      "--data <source>",
      "imdb, synthetic, or the path of imdb.npz, its folder, or aclImdb_v1.tar.gz",
      "imdb",
    )
    .addOption(whole("--num-words <id>", "ids from this on are left out", 100, 5))
    .addOption(whole("--skip-top <id>", "ids below this are left out", 20, 0))
    .addOption(whole("--maxlen <steps>", "words kept of a review, its last ones", 100, 2))
    .addOption(countOrShare("--validation-size <size>", "reviews kept, a count or a share", 5000));
  return addRunOptions(command, "--epochs may be raised").addHelpText("after", examples);
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  await runTrainingCommand(command, context);
}

const examples = `
Examples:
  $ ${commandName}                                    the chapter as printed: 20 epochs in some seconds
  $ ${commandName} --recurrent-gradient exact         the same with the true gradient: more accurate
  $ ${commandName} --chapter 09-4                     an embedding and LSTM cells: 10 epochs, 0.83
  $ ${commandName} --epochs 1 --data synthetic        a quick look, without the internet
  $ ${commandName} --data ~/data/imdb.npz --out runs/mine
  $ ${commandName} --resume runs/mine                 resume a run that was interrupted or killed
  $ ${commandName} --n-cells 64 --maxlen 200 --json | jq .testAccuracy

The defaults are those of chapter 09-2. 09-3 and 09-4 have --epochs 10, --learning-rate 0.001, --n-cells 8
and --num-words 1000; --bptt-steps and --recurrent-gradient are not theirs.

The data: IMDB's 50,000 labelled reviews, downloaded once and kept (17 MB), or read from
--data or the folder RNN_DATA_DIR. Without either and without the internet the run continues on
made-up reviews, and says so.

A run keeps a checkpoint of each epoch in its folder. Interrupted or killed at any moment, it is resumed
with --resume and ends with the same bits as if it had not been.

Other commands: train (your own texts), evaluate, predict, serve, report, sweep, export. ${commandName} help lists
them.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 ended by Ctrl-C (what was reached is written).
`;
