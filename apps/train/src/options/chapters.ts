import type { Command } from "commander";
import type { LaterChapter, TrainingOptions } from "./training-options.ts";

/** The book's chapters that can be run; the first where none is named. */
export const chapters = ["09-2", "09-3", "09-4"] as const satisfies readonly (
  | "09-2"
  | LaterChapter
)[];

/** What the later chapters set otherwise than the first. */
const laterDefaults = {
  epochs: 10,
  learningRate: 0.001,
  nCells: 8,
  numWords: 1000,
} as const satisfies Partial<TrainingOptions>;

/** What only a network that learns as the first chapter's has. */
export const optionsOfFirstChapter = [
  "bpttSteps",
  "recurrentGradient",
] as const satisfies readonly (keyof TrainingOptions)[];

/**
 * The defaults of a later chapter, for those options that were not given.
 *
 * @param isGiven whether an option was given, on the command line or by a configuration
 * @throws CommanderError where one was given that its network does not have
 */
export function defaultsOfLaterChapter(
  chapter: LaterChapter,
  command: Command,
  isGiven: (name: string) => boolean,
): Partial<TrainingOptions> {
  const foreign = optionsOfFirstChapter.find(isGiven);
  if (foreign !== undefined) {
    const option = command.options.find((known) => known.attributeName() === foreign);
    command.error(
      `error: option '${option?.flags}' is one of chapter 09-2, got it for chapter ${chapter}, ` +
        "whose network carries the error back through all steps, by the exact gradient. Leave it out.",
    );
  }
  return Object.fromEntries(Object.entries(laterDefaults).filter(([name]) => !isGiven(name)));
}
