import { checkOptions } from "@rnn/tensor/checks";
import type { ChapterOptions } from "../args.ts";
import type { RunFolder } from "./run-folder.ts";

const fileName = "config.json";

/** The options that decide what a run learns, in the order of the file. */
const learningOptions = [
  "data",
  "epochs",
  "maxlen",
  "numWords",
  "skipTop",
  "validationSize",
  "nCells",
  "batchSize",
  "learningRate",
  "bpttSteps",
  "recurrentGradient",
  "seed",
  "engine",
] as const satisfies readonly (keyof ChapterOptions)[];

/** Keeps what decides the run, so that it can be gone on with. */
export async function writeConfig(folder: RunFolder, options: ChapterOptions): Promise<void> {
  const kept = Object.fromEntries(learningOptions.map((name) => [name, options[name]]));
  await folder.writeJson(fileName, { command: "chapter", ...kept });
}

/** For a run that came to nothing. */
export async function removeConfig(folder: RunFolder): Promise<void> {
  await folder.remove(fileName);
}

/**
 * The options of the run in the folder; of the given ones those that decide nothing but how long it runs
 * and what is shown.
 */
export async function readConfig(
  folder: RunFolder,
  given: ChapterOptions,
): Promise<ChapterOptions> {
  let kept: unknown;
  try {
    kept = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(await folder.read(fileName)),
    );
  } catch (cause) {
    throw new Error(
      `--resume: expected ${fileName} to be JSON, got ${(cause as Error).message} (in ${folder.path}).`,
      { cause },
    );
  }
  checkOptions(`--resume: ${fileName}`, kept, ["command", ...learningOptions]);
  const { command: _, ...options } = kept as ChapterOptions & { command: string };
  const missing = learningOptions.find((name) => typeof options[name] !== typeof given[name]);
  if (missing !== undefined) {
    throw new Error(
      `--resume: expected ${fileName} to hold ${missing}, got ${String(options[missing])} (in ${folder.path}).`,
    );
  }
  return { ...given, ...options, epochs: given.moreEpochs ?? options.epochs };
}
