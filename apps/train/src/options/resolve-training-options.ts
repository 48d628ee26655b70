import { join } from "node:path";
import type { Command } from "commander";
import { configName } from "../run/run-folder.ts";
import { applyConfig, type DeclareCommand } from "./apply-config.ts";
import type { TrainingOptions } from "./training-options.ts";

/** What may be given with --resume. */
const resumable = new Set(["resume", "epochs", "checkpointEvery", "quiet", "json"]);

/**
 * The options of a training command: as given, else of the configuration that `--config` or `--resume` names,
 * else the defaults. A configuration also decides which of the two commands it is.
 *
 * @throws CommanderError for options that do not go together; Error for a wrong configuration
 */
export async function resolveTrainingOptions(
  command: Command,
  declare: DeclareCommand,
): Promise<TrainingOptions> {
  const given = command.options
    .map((option) => option.attributeName())
    .filter((name) => command.getOptionValueSource(name) === "cli");
  const all = command.opts<GivenOptions>();
  const values = Object.fromEntries(given.map((name) => [name, all[name as keyof GivenOptions]]));
  let configured = command;
  if (all.resume !== undefined) {
    checkResumable(command, given);
    configured = await applyConfig(join(all.resume, configName), "--resume", declare);
  } else if (all.config !== undefined) {
    configured = await applyConfig(all.config, "--config", declare);
  }
  const { config: _, ...options } = { ...configured.opts<GivenOptions>(), ...values };
  if (options.data === undefined) {
    command.error("error: required option '--data <source>' not given: what to train on.");
  }
  if (options.skipTop >= options.numWords) {
    command.error(
      `error: option '--skip-top <id>' must be below --num-words (${options.numWords}), or no word is left.`,
    );
  }
  const name = configured.name() as TrainingOptions["command"];
  return { quiet: false, json: false, ...options, data: options.data, command: name };
}

/** Commander leaves out a switch that is not given. */
type GivenOptions = Omit<TrainingOptions, "quiet" | "json" | "data" | "command"> & {
  data?: string;
  config?: string;
  quiet?: true;
  json?: true;
};

function checkResumable(command: Command, given: readonly string[]): void {
  const fixed = command.options.find(
    (option) => given.includes(option.attributeName()) && !resumable.has(option.attributeName()),
  );
  if (fixed === undefined) return;
  command.error(
    `error: option '${fixed.flags}' cannot be given with --resume: the run keeps its own. Begin a new run to change it.`,
  );
}
