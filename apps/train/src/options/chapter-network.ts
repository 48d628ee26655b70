import type { Command } from "commander";
import { classifierOnly } from "./classifier-options.ts";
import type { TrainingOptions } from "./training-options.ts";

/** What the chapter's network has by default on texts of one's own. */
export const chapterNetworkDefaults = {
  epochs: 20,
  batchSize: 32,
  learningRate: 0.1,
  bpttSteps: 10,
  recurrentGradient: "exact",
  nCells: 32,
  numWords: 10_000,
  skipTop: 0,
  maxlen: 100,
  validationSize: 0.2,
} as const satisfies Partial<TrainingOptions>;

/** Options that only the chapter's network has. */
export const chapterOnly = [
  "nCells",
  "bpttSteps",
  "recurrentGradient",
  "skipTop",
] as const satisfies readonly (keyof TrainingOptions)[];

/** The flags of the first of some options that was given, such as `--n-cells <count>`. */
export function firstGiven(
  command: Command,
  names: readonly string[],
  isGiven: (name: string) => boolean,
): string | undefined {
  const found = names.find(isGiven);
  return command.options.find((option) => option.attributeName() === found)?.flags;
}

/**
 * @param cause what has the chapter's network trained, for the error: `--data imdb trains`
 * @throws CommanderError where options are given that the chapter's network does not have
 */
export function refuseClassifierOptions(
  command: Command,
  isGiven: (name: string) => boolean,
  cause: string,
): void {
  const flags = firstGiven(command, classifierOnly, isGiven);
  if (flags === undefined) return;
  command.error(
    `error: option '${flags}' is not one of the chapter's network, which ${cause}. Leave it out.`,
  );
}

/** @throws CommanderError where options of the chapter's network are given for another model */
export function refuseChapterOptions(command: Command, isGiven: (name: string) => boolean): void {
  const flags = firstGiven(command, chapterOnly, isGiven);
  if (flags === undefined) return;
  command.error(
    `error: option '${flags}' is one of the chapter's network, got it for another model. ` +
      "Leave it out, or give --model chapter.",
  );
}
