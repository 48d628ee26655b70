import type { Command } from "commander";
import { isImdb } from "../data/is-imdb.ts";
import type { ConfiguredCommand } from "./apply-config.ts";
import { defaultsOfLaterChapter } from "./chapters.ts";
import type { ClassifierOptions } from "./classifier-options.ts";
import { tableOptionNames } from "./table-options.ts";
import type { LaterChapter, TrainingOptions } from "./training-options.ts";

/** What a training command was given, and what its configuration adds. */
export interface GivenTraining {
  /** Names of options given on the command line. */
  readonly given: readonly string[];
  readonly configured: ConfiguredCommand;
  /** Whether an option was given, on the command line or by a configuration. */
  readonly isGiven: (name: string) => boolean;
  /** All values: given, configured, or defaults. */
  readonly values: GivenOptions;
}

/**
 * The options of a network as the book's chapters have it.
 *
 * @throws CommanderError for options that do not go together
 */
export async function resolveNetworkOptions(
  command: Command,
  { given, configured, isGiven, values }: GivenTraining,
): Promise<TrainingOptions> {
  const { config: _, chapter: named, data: sources = [], ...rest } = values as NetworkValues;
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
  if (!countsWords) checkReviewOptions(command, { ...options, moreData }, given);
  const counts =
    countsWords && configured.version === 1 ? countWordsOfFirstVersion(options, given) : options;
  checkCounts(command, counts, countsWords);
  checkThreads(command, options);
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
  typed: readonly string[],
): void {
  if (moreData !== undefined && moreData.length > 0) {
    command.error(
      "error: option '--data' must name one source of these reviews, got several. Give --data once.",
    );
  }
  const ofTable = command.options.find(
    (option) => typed.includes(option.attributeName()) && isOfTable(option.attributeName()),
  );
  const given = test !== undefined ? "--test" : limit !== undefined ? "--limit" : ofTable?.long;
  if (!given) return;
  command.error(
    `error: option '${given}' is for texts of your own; these reviews have their own parts.`,
  );
}

/** How a table is read, and which of its classes is the positive one. A configuration that has them keeps its meaning. */
function isOfTable(name: string): boolean {
  return name === "positive" || tableOptionNames.some((of) => of === name);
}

/** @throws CommanderError for threads of an engine that has none */
export function checkThreads(
  command: Command,
  { threads, engine }: { readonly threads?: number; readonly engine?: string },
): void {
  if (threads === undefined || engine === "wasm") return;
  command.error(
    `error: option '--threads' is for --engine wasm, got it for ${engine}. Leave one out.`,
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

/** Those whose values differ from what a training takes: commander leaves out a switch that is not given. */
type Resolved = "quiet" | "json" | "data" | "command" | "chapter" | "model" | "test";

/** What every training command has a default for. */
type AlwaysGiven = Pick<ClassifierOptions, "seed" | "engine" | "checkpointEvery">;

/** The values of the options of a training command. */
export type GivenOptions = AlwaysGiven &
  Partial<Omit<TrainingOptions, Resolved>> &
  Partial<Omit<ClassifierOptions, Resolved>> & {
    model?: ClassifierOptions["model"] | "chapter";
    test?: readonly string[];
    chapter?: "09-2" | LaterChapter;
    data?: string | readonly string[];
    config?: string;
    quiet?: true;
    json?: true;
  };

/** All that a network needs has a default by now. */
type NetworkValues = GivenOptions &
  Omit<TrainingOptions, "quiet" | "json" | "data" | "command" | "chapter">;
