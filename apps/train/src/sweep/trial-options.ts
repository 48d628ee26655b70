import { resolve } from "node:path";
import type { JsonRecord } from "@rnn/sweep";
import { Command, CommanderError } from "commander";
import { isStdin } from "../data/is-stdin.ts";
import { applyValues, type ConfiguredCommand } from "../options/apply-config.ts";
import { chapterNetworkDefaults, refuseClassifierOptions } from "../options/chapter-network.ts";
import { configVersions } from "../options/learning-options.ts";
import { type GivenTraining, resolveNetworkOptions } from "../options/resolve-network-options.ts";
import type { TrainingOptions } from "../options/training-options.ts";

/** What a study decides for all trials. */
const ofTheStudy: Readonly<Record<string, string>> = { seed: "seeds", epochs: "epochs" };

/** One training of a study. */
export interface TrialSettings {
  readonly options: JsonRecord;
  readonly seed: number;
  readonly epochs: number;
}

/** Where the settings come from. */
export interface TrialOrigin {
  /** The option that named the study, and its file, for errors. */
  readonly option: string;
  readonly path: string;
  /** The folder that relative paths of data begin at. */
  readonly folder: string;
}

/**
 * The options of a training command for a trial: those of a run's config.json, the command among them
 * (default `chapter`).
 *
 * @throws Error for an unknown option, a wrong value, or one that the study decides
 */
export async function resolveTrialOptions(
  { options, seed, epochs }: TrialSettings,
  { option, path, folder }: TrialOrigin,
): Promise<TrainingOptions> {
  for (const [name, instead] of Object.entries(ofTheStudy)) {
    if (Object.hasOwn(options, name)) {
      throw new Error(
        `${option}: expected options without ${name}, got ${JSON.stringify(options[name])} (in ${path}). ` +
          `A study has ${instead} of its own, beside options and space.`,
      );
    }
  }
  const version = configVersions.network;
  const config = { command: "chapter", ...options, seed, epochs, version };
  try {
    const resolved = await resolveNetwork(await applyValues(config, path, option, declare));
    const { data, moreData, test } = resolved;
    if ([data, ...(moreData ?? []), ...(test ?? [])].some(isStdin)) {
      throw new Error(
        `${option}: expected data that can be read again, got stdin (in ${path}). Name a file.`,
      );
    }
    const place = (source: string): string =>
      source === "imdb" || source === "synthetic" ? source : resolve(folder, source);
    return {
      ...resolved,
      quiet: true,
      data: place(data),
      ...(moreData && { moreData: moreData.map(place) }),
      ...(test && { test: test.map(place) }),
    };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const said = error.message.replace(/^error: /, "").replace(/\.$/, "");
    throw new Error(`${option}: ${said} (in ${path}).`, { cause: error });
  }
}

/** The options of the chapter's network, which studies train; `train` has others by default. */
async function resolveNetwork(configured: ConfiguredCommand): Promise<TrainingOptions> {
  const command = configured.command.exitOverride().configureOutput({ writeErr: () => undefined });
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === "config";
  const values = command.opts<GivenTraining["values"]>();
  const given = { given: [], configured, isGiven };
  if (command.name() === "chapter") return resolveNetworkOptions(command, { ...given, values });
  const { model, ...rest } = values;
  if (isGiven("model") && model !== "chapter") {
    command.error(
      `error: expected model "chapter" or none, got ${JSON.stringify(model)}: a study trains the chapter's network.`,
    );
  }
  refuseClassifierOptions(command, isGiven, "a study trains");
  return resolveNetworkOptions(command, {
    ...given,
    values: { ...chapterNetworkDefaults, ...rest },
  });
}

async function declare(name: "chapter" | "train"): Promise<Command> {
  const module =
    name === "chapter"
      ? await import("../commands/chapter.ts")
      : await import("../commands/train.ts");
  return module.declare(new Command(name));
}
