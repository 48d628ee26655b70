import { join } from "node:path";
import type { Command } from "commander";
import { isImdb } from "../data/is-imdb.ts";
import { applyConfig, type ConfiguredCommand, type DeclareCommand } from "./apply-config.ts";
import {
  chapterNetworkDefaults,
  chapterOnly,
  firstGiven,
  refuseChapterOptions,
  refuseClassifierOptions,
} from "./chapter-network.ts";
import type { ClassifierOptions } from "./classifier-options.ts";
import { configName, configVersions } from "./learning-options.ts";
import {
  checkThreads,
  type GivenTraining,
  resolveNetworkOptions,
} from "./resolve-network-options.ts";
import type { TrainingOptions } from "./training-options.ts";

/** What may be given with --resume. */
const resumable = new Set(["resume", "epochs", "checkpointEvery", "quiet", "json"]);

/**
 * The options of a training command: as given, else of the configuration that `--config` or `--resume` names,
 * else the defaults. A configuration also decides which of the two commands it is. They are those of a network as
 * the book's chapters have it, or, with `model`, of a classifier of texts.
 *
 * @param onNote receives what was decided by what was given, to be shown
 * @throws CommanderError for options that do not go together; Error for a wrong configuration
 */
export async function resolveTrainingOptions(
  command: Command,
  declare: DeclareCommand,
  onNote: (note: string) => void = () => undefined,
): Promise<TrainingOptions | ClassifierOptions> {
  const given = await readGiven(command, declare);
  const { configured, isGiven, values } = given;
  if (configured.command.name() === "chapter") {
    return resolveNetworkOptions(command, given);
  }
  const { data, model } = values;
  const [source, ...more] = typeof data === "string" ? [data] : (data ?? []);
  const isReviews = source !== undefined && more.length === 0 && (await isImdb(source));
  if (isReviews && isGiven("model") && model !== "chapter") {
    command.error(
      `error: option '--model <model>' is for texts of your own, got it for reviews that are read as ids (${source}). ` +
        "Leave it out: they train the chapter's network.",
    );
  }
  const asked = isGiven("model") ? model : undefined;
  const ofChapter = firstGiven(command, chapterOnly, isGiven);
  const isEarlier =
    configured.version !== configVersions.classifier && configured.command !== command;
  const isChapter =
    isReviews ||
    asked === "chapter" ||
    (asked === undefined && (isEarlier || ofChapter !== undefined));
  if (!isChapter) {
    refuseChapterOptions(command, isGiven);
    return resolveClassifierOptions(command, given, [source, ...more]);
  }
  const [option] = ofChapter?.split(" ") ?? [];
  const earlier = `a ${configName} of an earlier version trains`;
  const cause = isReviews ? `--data ${source} trains` : option ? `${option} asks for` : earlier;
  refuseClassifierOptions(command, isGiven, asked ? `--model ${asked} asks for` : cause);
  if (asked === undefined && !isReviews && !isEarlier) {
    onNote(`${option} is an option of the chapter's network, which is trained: --model chapter.`);
  }
  const { model: _, ...rest } = values;
  return resolveNetworkOptions(command, {
    ...given,
    values: { ...chapterNetworkDefaults, ...rest },
  });
}

async function readGiven(command: Command, declare: DeclareCommand): Promise<GivenTraining> {
  const given = command.options
    .map((option) => option.attributeName())
    .filter((name) => command.getOptionValueSource(name) === "cli");
  const all: Record<string, unknown> = command.opts();
  let configured: ConfiguredCommand = {
    command,
    version: configVersions.network,
    classOrder: undefined,
  };
  if (typeof all["resume"] === "string") {
    checkResumable(command, given);
    configured = await applyConfig(join(all["resume"], configName), "--resume", declare);
  } else if (typeof all["config"] === "string") {
    configured = await applyConfig(all["config"], "--config", declare);
  }
  const isGiven = (name: string): boolean => {
    if (given.includes(name)) return true;
    const source = configured.command.getOptionValueSource(name);
    return source !== undefined && source !== "default";
  };
  const ofGiven = Object.fromEntries(given.map((name) => [name, all[name]]));
  return {
    given,
    configured,
    isGiven,
    values: { ...configured.command.opts<GivenTraining["values"]>(), ...ofGiven },
  };
}

/**
 * The options of a classifier of texts.
 * @throws CommanderError for options that do not go together
 */
export function resolveClassifierOptions(
  command: Command,
  { values, given }: GivenTraining,
  [data, ...moreData]: readonly (string | undefined)[],
): ClassifierOptions {
  if (data === undefined) {
    command.error("error: required option '--data <source>' not given: what to train on.");
  }
  checkThreads(command, values);
  if (values.from !== undefined && values.positive !== undefined) {
    command.error(
      "error: option '--positive <class>' cannot be given with --from, whose classes keep their order. Leave it out.",
    );
  }
  if (values.resume !== undefined && given.includes("epochs")) {
    command.error(
      "error: option '--epochs <count>' cannot be given when a classifier's run is resumed: it ends where the " +
        "validation loss no longer falls. Begin a new run to change it.",
    );
  }
  const { config: _, chapter: __, model = "auto", ...rest } = values;
  return {
    ...rest,
    model: model === "chapter" ? "auto" : model,
    quiet: values.quiet === true,
    json: values.json === true,
    command: "train",
    data,
    ...(moreData.length > 0 && { moreData: moreData.filter((each) => each !== undefined) }),
  };
}

function checkResumable(command: Command, given: readonly string[]): void {
  const fixed = command.options.find(
    (option) => given.includes(option.attributeName()) && !resumable.has(option.attributeName()),
  );
  if (fixed === undefined) return;
  command.error(
    `error: option '${fixed.flags}' cannot be given with --resume: the run keeps its own. Begin a new run to change it.`,
  );
}
