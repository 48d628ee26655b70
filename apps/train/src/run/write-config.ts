import { resolve } from "node:path";
import { isStdin } from "../data/is-stdin.ts";
import { configName, configVersion, learningOptionsOf } from "../options/learning-options.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import type { RunFolder } from "./run-folder.ts";

/** Keeps what decides the run, so that it can be resumed or repeated. */
export async function writeConfig(folder: RunFolder, options: TrainingOptions): Promise<void> {
  const { data } = options;
  // A path is kept whole, so that the file serves from any folder.
  const isName = data === "imdb" || data === "synthetic" || isStdin(data);
  const place = isName ? data : resolve(data);
  await folder.writeJson(configName, {
    version: configVersion,
    ...learningOptionsOf(options),
    data: place,
  });
}

/** For a run that learnt nothing. */
export async function removeConfig(folder: RunFolder): Promise<void> {
  await folder.remove(configName);
}
