import { resolve } from "node:path";
import { isStdin } from "../data/is-stdin.ts";
import { configName, configVersion, learningOptionsOf } from "../options/learning-options.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import type { RunFolder } from "./run-folder.ts";

/** Keeps what decides the run, so that it can be resumed or repeated. */
export async function writeConfig(folder: RunFolder, options: TrainingOptions): Promise<void> {
  const { data, moreData = [], test } = options;
  const places = [data, ...moreData].map(placeOf);
  await folder.writeJson(configName, {
    version: configVersion,
    ...learningOptionsOf(options),
    data: places.length === 1 ? places[0] : places,
    ...(test && { test: test.map(placeOf) }),
  });
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
