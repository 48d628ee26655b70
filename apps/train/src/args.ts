import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Streams } from "./streams.ts";

/** The settled options of the `chapter` command. */
export interface ChapterOptions {
  readonly nCells: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly bpttSteps: number;
  readonly recurrentGradient: "chapter" | "exact";
  readonly epochs: number;
  /** Seed of the split, the initial weights and the batch order. */
  readonly seed: number;
  readonly maxlen: number;
  readonly numWords: number;
  readonly skipTop: number;
  /** How many of the training reviews are kept for validation. */
  readonly validationSize: number;
  readonly engine: "wasm" | "reference";
  /** `imdb`, `synthetic`, or where a copy of the data lies. */
  readonly data: string;
  /** The run folder; left to the run, which names it by its time, where it is not given. */
  readonly out?: string;
  /** The folder of a run to go on with: its own options count, but for these four. */
  readonly resume?: string;
  /** Epochs of a resumed run, where it is to have others than it was begun with. */
  readonly moreEpochs?: number;
  /** Seconds between two checkpoints within an epoch. */
  readonly checkpointEvery: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** What each command does. */
export interface Commands {
  chapter(options: ChapterOptions): Promise<void>;
}

const examples = `
Examples:
  $ rnn-train                                    the chapter as printed: 20 epochs in some seconds
  $ rnn-train --recurrent-gradient exact         the same with the true gradient: more accurate
  $ rnn-train --epochs 1 --data synthetic        a quick look, without the internet
  $ rnn-train --data ~/data/imdb.npz --out runs/mine
  $ rnn-train --resume runs/mine                 go on with a run that was interrupted or killed
  $ rnn-train --n-cells 64 --maxlen 200 --json | jq .testAccuracy

The data: IMDB's 50,000 labelled reviews, downloaded once and kept (17 MB), or read from
--data or the folder RNN_DATA_DIR. Without either and without the internet the run goes through on
made-up reviews, and says so.

A run keeps a checkpoint of each epoch in its folder. Interrupted or killed at any moment, it goes on with
--resume and ends with the same bits as if it had not been.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 ended by Ctrl-C (what was reached is written).
`;

/**
 * Reads the command line and runs its command.
 *
 * @param args what follows the program's name
 * @throws UsageError for a wrong command line, which by then is explained on stderr; whatever a command
 *   throws.
 */
export async function runCommand(
  args: readonly string[],
  commands: Commands,
  { stdout, stderr }: Streams,
): Promise<void> {
  const program = new Command("rnn-train")
    .description("Builds the book's recurrent network and trains it to tell good reviews from bad.")
    // `rnn-train --help` goes to the default command and so shows the options; `rnn-train help` the commands.
    .helpOption(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError("Run rnn-train --help for the options and examples.");
  addChapter(program).action(async (options: GivenOptions, command: Command) => {
    if (options.skipTop >= options.numWords) {
      command.error(
        `error: option '--skip-top <id>' must be below --num-words (${options.numWords}), or no word is left.`,
      );
    }
    if (options.resume === undefined) {
      await commands.chapter({ quiet: false, json: false, ...options });
      return;
    }
    const set = command.options
      .map((option) => option.attributeName())
      .filter((name) => command.getOptionValueSource(name) === "cli");
    const fixed = set.find((name) => !resumable.has(name));
    if (fixed !== undefined) {
      const flag = command.options.find((option) => option.attributeName() === fixed)?.flags;
      command.error(
        `error: option '${flag}' cannot be given with --resume: the run keeps its own. Begin a new run to change it.`,
      );
    }
    const moreEpochs = set.includes("epochs") ? { moreEpochs: options.epochs } : {};
    await commands.chapter({ quiet: false, json: false, ...options, ...moreEpochs });
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UsageError(error.message);
  }
}

/** The command line was wrong, and the reader has been told. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What may be given with --resume. */
const resumable = new Set(["resume", "epochs", "checkpointEvery", "quiet", "json"]);

/** Commander leaves a switch that is not given away. */
type GivenOptions = Omit<ChapterOptions, "quiet" | "json"> & { quiet?: true; json?: true };

function addChapter(program: Command): Command {
  return program
    .command("chapter", { isDefault: true })
    .summary("the book chapter from the reviews to the score (default)")
    .description(
      "Runs the chapter: loads the IMDB reviews, trains the network, draws its losses and scores it.",
    )
    .configureHelp({ commandUsage: () => "rnn-train [chapter] [options]" })
    .helpOption("-h, --help", "show this help")
    .optionsGroup("Training:")
    .addOption(whole("--epochs <count>", "passes over the training reviews", 20, 1))
    .addOption(whole("--batch-size <count>", "reviews in a batch", 32, 1))
    .addOption(
      new Option("--learning-rate <rate>", "step of gradient descent")
        .default(0.01)
        .argParser(parseRate),
    )
    .addOption(whole("--bptt-steps <count>", "time steps the error goes back through", 10, 1))
    .addOption(
      new Option("--recurrent-gradient <kind>", "as printed, or the derivative")
        .choices(["chapter", "exact"])
        .default("chapter"),
    )
    .addOption(whole("--seed <seed>", "of split, weights and batch order", 42, 0, 2 ** 32 - 1))
    .optionsGroup("Network:")
    .addOption(whole("--n-cells <count>", "cells of the recurrent layer", 32, 1))
    .addOption(
      new Option("--engine <name>", "what runs the arithmetic")
        .choices(["wasm", "reference"])
        .default("wasm"),
    )
    .optionsGroup("Reviews:")
    .option("--data <source>", "imdb, synthetic, or the path of an imdb.npz or its folder", "imdb")
    .addOption(whole("--num-words <id>", "ids from this on are left out", 100, 5))
    .addOption(whole("--skip-top <id>", "ids below this are left out", 20, 0))
    .addOption(whole("--maxlen <steps>", "words kept of a review, its last ones", 100, 2))
    .addOption(whole("--validation-size <count>", "reviews kept for validation", 5000, 1))
    .optionsGroup("Output:")
    .option("--out <folder>", "the run folder (default: runs/<time>)")
    .option("--resume <folder>", "go on with the run in a folder; --epochs may be raised")
    .addOption(whole("--checkpoint-every <seconds>", "between checkpoints within an epoch", 60, 0))
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout instead of the report")
    .addHelpText("after", examples);
}

function whole(
  flags: string,
  description: string,
  value: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): Option {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  return new Option(flags, description).default(value).argParser((text) => {
    const given = toNumber(text);
    if (!Number.isInteger(given) || given < least || given > most) {
      throw new InvalidArgumentError(`Expected a whole number ${range}.`);
    }
    return given;
  });
}

function parseRate(text: string): number {
  const rate = toNumber(text);
  if (!(rate > 0 && Number.isFinite(rate))) {
    throw new InvalidArgumentError("Expected a number above 0.");
  }
  return rate;
}

/** The number that decimal digits spell; NaN for anything else, also what `Number` reads ("", "0x10"). */
function toNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
