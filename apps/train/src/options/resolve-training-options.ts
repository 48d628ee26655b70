import { join } from "node:path";
import type { Command } from "commander";
import { isImdb } from "../data/is-imdb.ts";
import { applyConfig, type ConfiguredCommand, type DeclareCommand } from "./apply-config.ts";
import { defaultsOfLaterChapter } from "./chapters.ts";
import { configName, configVersion } from "./learning-options.ts";
import type { LaterChapter, TrainingOptions } from "./training-options.ts";

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
  let configured: ConfiguredCommand = { command, version: configVersion, classOrder: undefined };
  if (all.resume !== undefined) {
    checkResumable(command, given);
    configured = await applyConfig(join(all.resume, configName), "--resume", declare);
  } else if (all.config !== undefined) {
    configured = await applyConfig(all.config, "--config", declare);
  }
  const isGiven = (name: string): boolean =>
    given.includes(name) || configured.command.getOptionValueSource(name) !== "default";
  const {
    config: _,
    chapter: named,
    data: sources = [],
    ...rest
  } = { ...configured.command.opts<GivenOptions>(), ...values };
  const chapter = named === "09-2" ? undefined : named;
  const options = {
    ...rest,
    ...(chapter && { chapter, ...defaultsOfLaterChapter(chapter, command, isGiven) }),
  };
  const [data, ...moreData] = typeof sources === "string" ? [sources] : sources;
  if (data === undefined) {
    command.error("error: required option '--data <source>' not given: what to train on.");
  }
  const name = configured.command.name() as TrainingOptions["command"];
  const countsWords = name === "train" && !(await isImdb(data));
  if (!countsWords) checkReviewOptions(command, { ...options, moreData });
  const counts =
    countsWords && configured.version === 1 ? countWordsOfFirstVersion(options, given) : options;
  checkCounts(command, counts, countsWords);
  if (options.threads !== undefined && options.engine !== "wasm") {
    command.error(
      `error: option '--threads' is for --engine wasm, got it for ${options.engine}. Leave one out.`,
    );
  }
  return {
    quiet: false,
    json: false,
    ...options,
    ...counts,
    ...(configured.classOrder && { classOrder: configured.classOrder }),
    ...(countsWords && configured.version === 1 && { classOrder: "alphabetical" }),
    data,
    ...(moreData.length > 0 && { moreData }),
    command: name,
  };
}

/** @throws CommanderError for options of texts of one's own where the data is the chapter's reviews */
function checkReviewOptions(
  command: Command,
  { moreData, test, limit }: Pick<TrainingOptions, "moreData" | "test" | "limit">,
): void {
  if (moreData !== undefined && moreData.length > 0) {
    command.error(
      "error: option '--data' must name one source of these reviews, got several. Give --data once.",
    );
  }
  const given = test !== undefined ? "--test" : limit !== undefined ? "--limit" : undefined;
  if (given === undefined) return;
  command.error(
    `error: option '${given}' is for texts of your own; these reviews have their own parts.`,
  );
}

type WordCounts = Pick<TrainingOptions, "numWords" | "skipTop">;

/** Ids that are not words: padding, two marks, and one that stands for nothing. */
const reservedIds = 4;

/** The words that the ids of a configuration of the first version stand for; options given count words. */
function countWordsOfFirstVersion(
  { numWords, skipTop }: WordCounts,
  given: readonly string[],
): WordCounts {
  return {
    numWords: given.includes("numWords") ? numWords : Math.max(1, numWords - reservedIds),
    skipTop: given.includes("skipTop") ? skipTop : Math.max(0, skipTop - reservedIds),
  };
}

function checkCounts(
  command: Command,
  { numWords, skipTop }: WordCounts,
  countsWords: boolean,
): void {
  if (!countsWords && numWords <= reservedIds) {
    command.error(
      `error: option '--num-words' must be at least ${reservedIds + 1} for these reviews, got ${numWords}: ` +
        `the first ${reservedIds} ids are not words.`,
    );
  }
  if (skipTop >= numWords) {
    command.error(
      `error: option '--skip-top' must be below --num-words (${numWords}), or no word is left.`,
    );
  }
}

/** Commander leaves out a switch that is not given. */
type GivenOptions = Omit<TrainingOptions, "quiet" | "json" | "data" | "command" | "chapter"> & {
  chapter?: "09-2" | LaterChapter;
  data?: string | readonly string[];
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
