import { type Command, Option } from "commander";
import { commandName } from "../command-name.ts";
import { addQueueOptions, checkQueueOptions, workersOption } from "../queue/queue-options.ts";
import type { SweepOptions } from "../sweep/run-sweep.ts";
import type { CommandContext } from "./command-module.ts";

export function declare(command: Command): Command {
  command
    .summary("many trainings: which options are best")
    .description(
      "Trains with many sets of options, on all processors, and ranks them by validation.",
    )
    .addOption(
      new Option(
        "--config <file>",
        "the study, in JSON: space, and perhaps options, seeds, epochs, metric, search",
      ),
    )
    .option("--out <folder>", "the study's folder (default: studies/<time>)")
    .addOption(
      new Option("--resume <folder>", "resume the study in a folder").conflicts(["config", "out"]),
    )
    .addOption(
      workersOption("trainings at a time here (default: one a processor); 0 with --queue: none", 0),
    );
  return addQueueOptions(command, "train on other machines too, that run worker")
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout")
    .addHelpText("after", examples);
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  const options = command.opts<SweepOptions>();
  if (options.config === undefined && options.resume === undefined) {
    command.error("error: required option '--config <file>' not given: what to study.");
  }
  checkQueueOptions(command, "train");
  const { runSweep } = await import("../sweep/run-sweep.ts");
  await runSweep(options, context);
}

const examples = `
Examples:
  $ ${commandName} sweep --config sweep.json --out studies/units
  $ ${commandName} sweep --resume studies/units       after Ctrl-C, or a computer that was switched off
  $ ${commandName} sweep --config sweep.json --queue redis://192.168.1.10:6379   with the machines that run worker
  $ ${commandName} predict studies/units "what a film"   by the best network found

sweep.json, for instance:
  {
    "options": { "command": "train", "data": "reviews.csv", "model": "rnn" },
    "space": { "units": [16, 32, 64], "learningRate": { "min": 0.001, "max": 0.03, "scale": "log", "count": 5 } },
    "seeds": [1, 2, 3],
    "epochs": 27,
    "search": { "method": "hyperband" }
  }

The options are those of a run's config.json. The same study gives the same bytes, however many workers
there are and whatever ends them.
`;
