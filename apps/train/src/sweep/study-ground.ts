import { createRequire } from "node:module";
import { type Ground, listBrackets, type Study } from "@rnn/sweep";
import { loadTask, type TaskContext } from "../data/load-task.ts";
import { fingerprintOf } from "../data/task.ts";
import { resolveTrialOptions, type TrialOrigin } from "./trial-options.ts";

/** What a study's numbers depend on: its data, as its first trial is given it, and the version that computes. */
export async function findGround(
  study: Study,
  origin: TrialOrigin,
  context: TaskContext,
): Promise<Ground> {
  const [{ configurations }] = listBrackets(study);
  const [options] = configurations;
  const [seed] = study.seeds;
  const first = await resolveTrialOptions({ options, seed, epochs: study.epochs }, origin);
  const { data } = await loadTask(first, context);
  return { data: fingerprintOf(data), numbers: `@rnn/model ${version}`, engine: first.engine };
}

const require = createRequire(import.meta.url);
const { version } = require("@rnn/model/package.json") as { version: string };
