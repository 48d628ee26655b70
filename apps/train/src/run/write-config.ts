import { resolve } from "node:path";
import { isStdin } from "../data/is-stdin.ts";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import {
  classifierOptionsOf,
  configName,
  configVersions,
  learningOptionsOf,
} from "../options/learning-options.ts";
import type { TextDataOptions, TrainingOptions } from "../options/training-options.ts";
import type { RunFolder } from "./run-folder.ts";

/** Keeps what decides the run, so that it can be resumed or repeated. */
export async function writeConfig(folder: RunFolder, options: TrainingOptions): Promise<void> {
  await folder.writeJson(configName, {
    version: configVersions.network,
    ...learningOptionsOf(options),
    ...placesOf(options),
  });
}

/** The same of a run that trains a classifier. */
export async function writeClassifierConfig(
  folder: RunFolder,
  options: ClassifierOptions,
): Promise<void> {
  await folder.writeJson(configName, {
    version: configVersions.classifier,
    ...classifierOptionsOf(options),
    ...placesOf(options),
    ...(options.from !== undefined && { from: placeOf(options.from) }),
    ...(options.vectors !== undefined && { vectors: placeOf(options.vectors) }),
  });
}

function placesOf({ data, moreData = [], test }: TextDataOptions) {
  const places = [data, ...moreData].map(placeOf);
  return {
    data: places.length === 1 ? places[0] : places,
    ...(test && { test: test.map(placeOf) }),
  };
}

/** A path is kept whole, so that the file serves from any folder. */
function placeOf(source: string): string {
  const isName = source === "imdb" || source === "synthetic" || isStdin(source);
  return isName ? source : resolve(source);
}

/** For a run that learnt nothing. */
export async function removeConfig(folder: RunFolder): Promise<void> {
  await folder.remove(configName);
}
