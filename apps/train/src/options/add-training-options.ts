import { type Command, Option } from "commander";
import { positive, whole } from "./option-kinds.ts";

/** Adds the options of training and of the network, which `chapter` and `train` share. */
export function addTrainingOptions(
  command: Command,
  defaults: { readonly learningRate: number; readonly recurrentGradient: string },
): Command {
  return command
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
    )
    .addOption(whole("--threads <count>", "that share each batch (default: 1)", undefined, 1, 8));
}

/** Adds the options of the run folder and of what is printed, which `chapter` and `train` share. */
export function addRunOptions(command: Command): Command {
  return command
    .optionsGroup("Runs:")
    .option("--out <folder>", "the run folder (default: runs/<time>)")
    .option("--config <file>", "options from a run's config.json; others given here come first")
    .option("--resume <folder>", "resume the run in a folder; --epochs may be raised")
    .addOption(whole("--checkpoint-every <seconds>", "between checkpoints within an epoch", 60, 0))
    .optionsGroup("Output:")
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout instead of the report");
}
