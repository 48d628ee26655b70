import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { applyConfig } from "./config-file.ts";
import { countOrShare, positive, whole } from "./option-kinds.ts";
import { configName } from "./run/config.ts";
import type { Streams } from "./streams.ts";

/** The settled options of `chapter` and `train`. */
export interface TrainingOptions {
  readonly command: "chapter" | "train";
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
  /** How many of the training texts are kept for validation; below 1, which share of them. */
  readonly validationSize: number;
  readonly engine: "wasm" | "reference";
  /** `imdb`, `synthetic`, or where the data lies. */
  readonly data: string;
  /** Columns of a table; found by their names where they are not given. */
  readonly textColumn?: string;
  readonly labelColumn?: string;
  /** The run folder; left to the run, which names it by its time, where it is not given. */
  readonly out?: string;
  /** The folder of a run to go on with. */
  readonly resume?: string;
  /** Seconds between two checkpoints within an epoch. */
  readonly checkpointEvery: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** The settled options of `evaluate`. */
export interface EvaluateOptions {
  readonly data: string;
  readonly part: "test" | "train" | "all";
  readonly textColumn?: string;
  readonly labelColumn?: string;
  /** How many of the most confidently wrong texts are shown. */
  readonly wrong: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** The settled options of `predict`. */
export interface PredictOptions {
  readonly file?: string;
  readonly trace: boolean;
  readonly json: boolean;
}

/** The settled options of `export`. */
export interface ExportOptions {
  readonly format: "npz" | "onnx";
  readonly out?: string;
}

/** What each command does. A model is a file, or the folder of a run. */
export interface Commands {
  train(options: TrainingOptions): Promise<void>;
  evaluate(model: string, options: EvaluateOptions): Promise<void>;
  predict(model: string, text: string | undefined, options: PredictOptions): Promise<void>;
  report(run: string): Promise<void>;
  export(model: string, options: ExportOptions): Promise<void>;
}

const chapterExamples = `
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

Other commands: train (your own texts), evaluate, predict, report, export. rnn-train help lists them.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 ended by Ctrl-C (what was reached is written).
`;

const trainExamples = `
Examples:
  $ rnn-train train --data reviews.csv                       columns are found by their names
  $ rnn-train train --data mails.tsv --text-column body --label-column spam --out runs/spam
  $ rnn-train train --data reviews.jsonl --num-words 20000 --epochs 40
  $ rnn-train train --data aclImdb                           a folder of one folder a class
  $ rnn-train train --config runs/spam/config.json           the same run again, to the bit
  $ rnn-train predict runs/spam "you have won"

A CSV or TSV file has a header; JSON Lines one object a line; a folder one folder a class, or train/ and
test/ of such. Two classes. The vocabulary is that of the training texts.
`;

/**
 * Reads the command line and runs its command.
 *
 * @param args what follows the program's name
 * @throws UsageError for a wrong command line, which by then is explained on stderr; Error for a wrong
 *   configuration file; whatever a command throws.
 */
export async function runCommand(
  args: readonly string[],
  commands: Commands,
  { stdout, stderr }: Streams,
): Promise<void> {
  const program = new Command("rnn-train")
    .description(
      "Builds the book's recurrent network and trains it to tell two kinds of text apart.",
    )
    // `rnn-train --help` goes to the default command and so shows the options; `rnn-train help` the commands.
    .helpOption(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError("Run rnn-train --help for the options and examples.");
  const training = [addChapter(program), addTrain(program)];
  for (const command of training) {
    command.action(async () => commands.train(settle(command, training)));
  }
  addOthers(program, commands);
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

/** The options of a training command: as given, else of the configuration, else the defaults. */
function settle(command: Command, training: readonly Command[]): TrainingOptions {
  const given = command.options
    .map((option) => option.attributeName())
    .filter((name) => command.getOptionValueSource(name) === "cli");
  const all = command.opts<GivenOptions>();
  const values = Object.fromEntries(given.map((name) => [name, all[name as keyof GivenOptions]]));
  let settled = command;
  if (all.resume !== undefined) {
    const fixed = command.options.find(
      (option) => given.includes(option.attributeName()) && !resumable.has(option.attributeName()),
    );
    if (fixed !== undefined) {
      command.error(
        `error: option '${fixed.flags}' cannot be given with --resume: the run keeps its own. Begin a new run to change it.`,
      );
    }
    settled = applyConfig(join(all.resume, configName), "--resume", training);
  } else if (all.config !== undefined) {
    settled = applyConfig(all.config, "--config", training);
  }
  const { config: _, ...options } = { ...settled.opts<GivenOptions>(), ...values } as GivenOptions;
  if (options.data === undefined) {
    command.error("error: required option '--data <source>' not given: what to train on.");
  }
  if (options.skipTop >= options.numWords) {
    command.error(
      `error: option '--skip-top <id>' must be below --num-words (${options.numWords}), or no word is left.`,
    );
  }
  const name = settled.name() as TrainingOptions["command"];
  return { quiet: false, json: false, ...options, data: options.data, command: name };
}

/** Commander leaves a switch that is not given away. */
type GivenOptions = Omit<TrainingOptions, "quiet" | "json" | "data" | "command"> & {
  data?: string;
  config?: string;
  quiet?: true;
  json?: true;
};

function addChapter(program: Command): Command {
  const command = program
    .command("chapter", { isDefault: true })
    .summary("the book chapter from the reviews to the score (default)")
    .description(
      "Runs the chapter: loads the IMDB reviews, trains the network, draws its losses and scores it.",
    )
    .configureHelp({ commandUsage: () => "rnn-train [chapter] [options]" });
  addTrainingOptions(command, { learningRate: 0.01, recurrentGradient: "chapter" })
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
  return addOutputOptions(command).addHelpText("after", chapterExamples);
}

function addTrain(program: Command): Command {
  const command = program
    .command("train")
    .summary("the same network on labelled texts of your own")
    .description(
      "Trains the network on labelled texts: a table, JSON Lines or folders of two classes.",
    );
  addTrainingOptions(command, { learningRate: 0.1, recurrentGradient: "exact" })
    .optionsGroup("Texts:")
    .option("--data <source>", "a CSV, TSV or JSONL file, a folder of classes, imdb or synthetic")
    .option("--text-column <name>", "the column of the texts (default: found by its name)")
    .option("--label-column <name>", "the column of the classes (default: found by its name)")
    .addOption(whole("--num-words <id>", "words kept, the most frequent ones", 10_000, 5))
    .addOption(whole("--skip-top <id>", "of them, the most frequent are left out below this", 0, 0))
    .addOption(whole("--maxlen <steps>", "words kept of a text, its last ones", 100, 2))
    .addOption(countOrShare("--validation-size <size>", "texts kept, a count or a share", 0.2));
  return addOutputOptions(command).addHelpText("after", trainExamples);
}

function addTrainingOptions(
  command: Command,
  defaults: { readonly learningRate: number; readonly recurrentGradient: string },
): Command {
  return command
    .helpOption("-h, --help", "show this help")
    .optionsGroup("Training:")
    .addOption(whole("--epochs <count>", "passes over the training texts", 20, 1))
    .addOption(whole("--batch-size <count>", "texts in a batch", 32, 1))
    .addOption(
      positive("--learning-rate <rate>", "step of gradient descent", defaults.learningRate),
    )
    .addOption(whole("--bptt-steps <count>", "time steps the error goes back through", 10, 1))
    .addOption(
      new Option("--recurrent-gradient <kind>", "as printed, or the derivative")
        .choices(["chapter", "exact"])
        .default(defaults.recurrentGradient),
    )
    .addOption(whole("--seed <seed>", "of split, weights and batch order", 42, 0, 2 ** 32 - 1))
    .optionsGroup("Network:")
    .addOption(whole("--n-cells <count>", "cells of the recurrent layer", 32, 1))
    .addOption(
      new Option("--engine <name>", "what runs the arithmetic")
        .choices(["wasm", "reference"])
        .default("wasm"),
    );
}

function addOutputOptions(command: Command): Command {
  return command
    .optionsGroup("Runs:")
    .option("--out <folder>", "the run folder (default: runs/<time>)")
    .option("--config <file>", "options from a run's config.json; others given here come first")
    .option("--resume <folder>", "go on with the run in a folder; --epochs may be raised")
    .addOption(whole("--checkpoint-every <seconds>", "between checkpoints within an epoch", 60, 0))
    .optionsGroup("Output:")
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout instead of the report");
}

const modelArgument = "a model.safetensors, or the folder of its run";

function addOthers(program: Command, commands: Commands): void {
  program
    .command("evaluate")
    .summary("scores a model on labelled texts")
    .description(
      "Accuracy, loss, confusion matrix, precision, recall, F1, ROC AUC, and the worst mistakes.",
    )
    .argument("<model>", modelArgument)
    .requiredOption("--data <source>", "as for train, with the model's two classes")
    .addOption(
      new Option("--part <part>", "which part, where the data has several")
        .choices(["test", "train", "all"])
        .default("test"),
    )
    .option("--text-column <name>", "the column of the texts")
    .option("--label-column <name>", "the column of the classes")
    .addOption(whole("--wrong <count>", "most confidently wrong texts shown", 5, 0))
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout")
    .action((model: string, options: EvaluateOptions) =>
      commands.evaluate(model, {
        ...options,
        quiet: options.quiet ?? false,
        json: options.json ?? false,
      }),
    );
  program
    .command("predict")
    .summary("classifies text")
    .description(
      "The class and its probability, a line a text; from the argument, a file or stdin.",
    )
    .argument("<model>", modelArgument)
    .argument("[text]", "one text; without it, the lines of --file or of stdin")
    .option("--file <path>", "a text a line")
    .option("--trace", "show how the probability moves as each word is read")
    .option("--json", "a JSON object a line")
    .action((model: string, text: string | undefined, options: PredictOptions) =>
      commands.predict(model, text, {
        ...options,
        trace: options.trace ?? false,
        json: options.json ?? false,
      }),
    );
  program
    .command("report")
    .summary("writes the report of a run again, as one HTML file")
    .argument("<run>", "the folder of a run")
    .action((run: string) => commands.report(run));
  program
    .command("export")
    .summary("writes a model in another format")
    .argument("<model>", modelArgument)
    .addOption(
      new Option(
        "--format <format>",
        "npz: the weights for NumPy; onnx: the network for ONNX runtimes",
      )
        .choices(["npz", "onnx"])
        .makeOptionMandatory(),
    )
    .option("--out <file>", "default: model.npz or model.onnx beside the model")
    .action((model: string, options: ExportOptions) => commands.export(model, options));
}
