import { type Command, Option } from "commander";
import { positive, probability, rejectBelow, share, whole } from "./option-kinds.ts";

/** Adds the options of training and of the network that the chapter has. */
export function addChapterOptions(command: Command): Command {
  command
    .optionsGroup("Training:")
    .addOption(whole("--epochs <count>", "passes over the training texts", 20, 1))
    .addOption(whole("--batch-size <count>", "texts in a batch", 32, 1))
    .addOption(positive("--learning-rate <rate>", "step of gradient descent", 0.01))
    .addOption(whole("--bptt-steps <count>", "time steps the error goes back through", 10, 1))
    .addOption(recurrentGradient().default("chapter"))
    .addOption(seed())
    .optionsGroup("Network:")
    .addOption(whole("--n-cells <count>", "cells of the recurrent layer", 32, 1));
  return command
    .addOption(engine())
    .addOption(whole("--threads <count>", "that share each batch (default: 1)", undefined, 1, 8));
}

/** Adds the options of training a classifier of one's own texts, and those of the chapter's network on them. */
export function addClassifierOptions(command: Command): Command {
  return command
    .optionsGroup("Training:")
    .addOption(
      new Option("--model <model>", "auto takes what validates best of the next three")
        .choices(["auto", "rnn", "ngrams", "both", "chapter"])
        .default("auto"),
    )
    .option(
      "--from <run>",
      "continue from a model, by new texts alone; its tokens, layers and classes stay, others are added",
    )
    .addOption(
      whole("--epochs <count>", "passes over the texts at most (default: 20)", undefined, 1),
    )
    .addOption(
      whole(
        "--patience <count>",
        "epochs without a lower validation loss before training ends (default: 2, of long ones 1)",
        undefined,
        0,
      ),
    )
    .addOption(whole("--batch-size <count>", "texts in a batch (default: 32)", undefined, 1))
    .addOption(positive("--learning-rate <rate>", "of Adam (default: 0.003, with --from 0.002)"))
    .addOption(
      new Option(
        "--class-weight <kind>",
        "balanced: a rare class counts as much as a frequent one",
      ).choices(["balanced"]),
    )
    .addOption(seed())
    .optionsGroup("Decisions, kept in the model:")
    .addOption(
      new Option(
        "--calibration <how>",
        "temperature: probabilities that mean what they say, where that lowers the validation loss (default)",
      ).choices(["temperature", "none"]),
    )
    .addOption(
      probability(
        "--min-precision <share>",
        "of two classes: a threshold for this precision of the second, by the validation texts",
      ).conflicts("minRecall"),
    )
    .addOption(probability("--min-recall <share>", "the same for this recall of the second class"))
    .addOption(rejectBelow("default: never"))
    .optionsGroup("Network:")
    .addOption(
      new Option("--tokens <kind>", "what it reads (default: auto, by the texts)").choices([
        "auto",
        "words",
        "characters",
      ]),
    )
    .addOption(
      whole(
        "--num-words <count>",
        "tokens known, the most frequent ones (default: 20000)",
        undefined,
        1,
      ),
    )
    .addOption(
      whole(
        "--maxlen <steps>",
        "tokens read of a text, its last ones (default: what 95 of 100 texts have, at most 400)",
        undefined,
        2,
      ),
    )
    .addOption(
      new Option("--cell <cell>", "of the recurrent layer (default: gru)").choices([
        "gru",
        "lstm",
        "simpleRnn",
      ]),
    )
    .addOption(
      whole("--units <count>", "cells in each direction (default: 32 or 64)", undefined, 1),
    )
    .addOption(
      whole(
        "--embedding <width>",
        "numbers in the vector of a token (default: as --units)",
        undefined,
        1,
      ),
    )
    .option(
      "--vectors <file>",
      "vectors of words to begin with: GloVe, fastText .vec, word2vec text or binary, also .gz",
    )
    .addOption(share("--embedding-dropout <share>", "dropped of the vectors (default: 0.3)"))
    .addOption(share("--dropout <share>", "dropped of what the cells give (default: 0.5)"))
    .addOption(engine())
    .addOption(
      whole(
        "--threads <count>",
        "that share each batch, to the same bits (default: as processors, at most 4)",
        undefined,
        1,
        8,
      ),
    )
    .optionsGroup("The chapter's network, with --model chapter:")
    .addOption(
      whole("--n-cells <count>", "cells of the recurrent layer (default: 32)", undefined, 1),
    )
    .addOption(
      whole(
        "--bptt-steps <count>",
        "steps the error goes back through (default: 10)",
        undefined,
        1,
      ),
    )
    .addOption(recurrentGradient())
    .addOption(
      whole("--skip-top <count>", "most frequent words left out (default: 0)", undefined, 0),
    );
}

function recurrentGradient(): Option {
  return new Option("--recurrent-gradient <kind>", "as printed, or the derivative").choices([
    "chapter",
    "exact",
  ]);
}

function seed(): Option {
  return whole("--seed <seed>", "of split, weights and batch order", 42, 0, 2 ** 32 - 1);
}

function engine(): Option {
  return new Option("--engine <name>", "what runs the arithmetic")
    .choices(["wasm", "reference"])
    .default("wasm");
}

/**
 * Adds the options of the run folder and of what is printed, which `chapter` and `train` share.
 *
 * @param raised what says whether `--epochs` may be raised when a run is resumed
 */
export function addRunOptions(command: Command, raised: string): Command {
  return command
    .optionsGroup("Runs:")
    .option("--out <folder>", "the run folder (default: runs/<time>)")
    .option("--config <file>", "options from a run's config.json; others given here come first")
    .option("--resume <folder>", `resume the run in a folder; ${raised}`)
    .addOption(whole("--checkpoint-every <seconds>", "between checkpoints within an epoch", 60, 0))
    .optionsGroup("Output:")
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout instead of the report");
}
