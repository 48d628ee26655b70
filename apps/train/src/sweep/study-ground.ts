import { createRequire } from "node:module";
import { type Ground, listBrackets, type Study } from "@rnn/sweep";
import type { TaskContext } from "../data/load-task.ts";
import { loadTrialData, type TrialData } from "./trial-data.ts";
import { resolveTrialOptions, type TrialOptions, type TrialOrigin } from "./trial-options.ts";

/** What a study's numbers depend on, and the data of its first trial, from which that is known. */
export interface StudyGround {
  readonly ground: Ground;
  readonly options: TrialOptions;
  readonly data: TrialData;
}

/** Reads the data of a study, as its first trial is given it. */
export async function findGround(
  study: Study,
  origin: TrialOrigin,
  context: TaskContext,
): Promise<StudyGround> {
  const [{ configurations }] = listBrackets(study);
  const [first] = configurations;
  const [seed] = study.seeds;
  const options = await resolveTrialOptions({ options: first, seed, epochs: study.epochs }, origin);
  const data = await loadTrialData(options, context);
  const { engine } = options;
  return {
    ground: { data: data.fingerprint, numbers, engine },
    options,
    data,
  };
}

const require = createRequire(import.meta.url);
const { version } = require("@rnn/model/package.json") as { version: string };

/** The version of the numbers that this program computes. */
export const numbers = `@rnn/model ${version}`;
