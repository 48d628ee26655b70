import { plainText } from "@rnn/labelled-text/display";
import type { Command } from "commander";
import { resolveTrainingOptions } from "../options/resolve-training-options.ts";
import type { CommandContext } from "./command-module.ts";

/** Runs `chapter` or `train`: whichever of them was typed, a configuration may be of the other. */
export async function runTrainingCommand(command: Command, context: CommandContext): Promise<void> {
  const options = await resolveTrainingOptions(command, context.declare, (note) => {
    context.stderr.write(`Note: ${plainText(note)}\n`);
  });
  if ("model" in options) {
    const { runClassifierTraining } = await import("../run/run-classifier-training.ts");
    await runClassifierTraining(options, context);
  } else {
    const { runTraining } = await import("../run/run-training.ts");
    await runTraining(options, context);
  }
}
