import { resolve } from "node:path";
import type { JsonRecord } from "@rnn/sweep";
import { Command, CommanderError } from "commander";
import { isImdb } from "../data/is-imdb.ts";
import { isStdin } from "../data/is-stdin.ts";
import { applyValues, type ConfiguredCommand } from "../options/apply-config.ts";
import {
  chapterNetworkDefaults,
  chapterOnly,
  firstGiven,
  refuseChapterOptions,
  refuseClassifierOptions,
} from "../options/chapter-network.ts";
import { type ClassifierOptions, classifierOnly } from "../options/classifier-options.ts";
import { configVersions } from "../options/learning-options.ts";
import { type GivenTraining, resolveNetworkOptions } from "../options/resolve-network-options.ts";
import { resolveClassifierOptions } from "../options/resolve-training-options.ts";
import type { TrainingOptions } from "../options/training-options.ts";

/** The options of a trial: of a network as the book's chapters have it, or of a classifier of texts. */
export type TrialOptions = TrainingOptions | ClassifierOptions;

/** Whether they are those of a classifier. */
export function isOfClassifier(options: TrialOptions): options is ClassifierOptions {
  return "model" in options;
}

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
): Promise<TrialOptions> {
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
    const resolved = await resolveTraining(await applyValues(config, path, option, declare));
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

/**
 * The options of whichever is trained: of texts of one's own a classifier, where `model` or an option that only
 * classifiers have asks for it, else the chapter's network.
 */
async function resolveTraining(configured: ConfiguredCommand): Promise<TrialOptions> {
  const command = configured.command.exitOverride().configureOutput({ writeErr: () => undefined });
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === "config";
  const values = command.opts<GivenTraining["values"]>();
  const given = { given: [], configured, isGiven };
  if (command.name() === "chapter") return resolveNetworkOptions(command, { ...given, values });
  const { model, ...rest } = values;
  const asked = isGiven("model") ? model : undefined;
  const ofClassifier = firstGiven(command, classifierOnly, isGiven) !== undefined;
  const ofChapter = firstGiven(command, chapterOnly, isGiven) !== undefined;
  const [source, ...more] = [values.data ?? []].flat();
  if (asked === undefined ? ofClassifier && !ofChapter : asked !== "chapter") {
    refuseChapterOptions(command, isGiven);
    if (more.length === 0 && source !== undefined && (await isImdb(source))) {
      command.error(
        `error: model and options of classifiers are for texts of your own, got them for reviews that are read as ids (${source}). Leave them out.`,
      );
    }
    return resolveClassifierOptions(command, { ...given, values }, [source, ...more]);
  }
  refuseClassifierOptions(command, isGiven, "a study trains");
  return resolveNetworkOptions(command, {
    ...given,
    values: { ...chapterNetworkDefaults, ...rest },
  });
}

/** What concerns the network alone, and not what is prepared for it. */
const ofTheNetwork: readonly string[] = [
  "batchSize",
  "learningRate",
  "epochs",
  "engine",
  "threads",
] satisfies readonly (keyof TrainingOptions)[];
const ofChapterNetworks: readonly string[] = [
  "nCells",
  "bpttSteps",
  "recurrentGradient",
] satisfies readonly (keyof TrainingOptions)[];
const ofClassifierNetworks: readonly string[] = [
  "cell",
  "units",
  "embedding",
  "embeddingDropout",
  "dropout",
  "patience",
  "numWords",
  "maxlen",
] satisfies readonly (keyof ClassifierOptions)[];

/** The options that decide what a trial is trained on. */
export function dataOptionsOf(options: TrialOptions): readonly (readonly [string, unknown])[] {
  const foreign = isOfClassifier(options) ? ofClassifierNetworks : ofChapterNetworks;
  return Object.entries(options).filter(
    ([name]) => !ofTheNetwork.includes(name) && !foreign.includes(name),
  );
}

async function declare(name: "chapter" | "train"): Promise<Command> {
  const module =
    name === "chapter"
      ? await import("../commands/chapter.ts")
      : await import("../commands/train.ts");
  return module.declare(new Command(name));
}
