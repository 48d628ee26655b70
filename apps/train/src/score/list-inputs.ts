import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";

/** A file to score. */
export interface ScoreInput {
  readonly path: string;
  /** Where its lines go, beneath the folder of the results: `reviews/a.csv.jsonl`. */
  readonly output: string;
}

/**
 * The files that `--input` names, by paths or patterns such as `texts/**\/*.jsonl`, in the order of their paths, each
 * once. What lies in `out` is left out, since those are results. Outputs are called as their files are from the
 * folder on that all have in common, with `.jsonl` after names that do not end so.
 *
 * @throws Error for a path that is not a file, a pattern that no file matches, and files of one output
 */
export async function listInputs(given: readonly string[], out: string): Promise<ScoreInput[]> {
  const paths = new Set<string>();
  for (const each of given) for (const path of await expand(each, out)) paths.add(path);
  const sorted = [...paths].sort();
  const folder = commonFolder(sorted);
  const inputs = sorted.map((path) => ({ path, output: outputOf(relative(folder, path)) }));
  const byOutput = new Map<string, string>();
  for (const { path, output } of inputs) {
    const other = byOutput.get(output);
    if (other !== undefined) {
      throw new Error(
        `--input: expected files whose results have names of their own, got ${other} and ${path}, both ${output}. ` +
          "Score them apart.",
      );
    }
    byOutput.set(output, path);
  }
  return inputs;
}

async function expand(given: string, out: string): Promise<string[]> {
  const found = await stat(given).catch(() => undefined);
  if (found?.isFile()) return [resolve(given)];
  if (found?.isDirectory()) {
    throw new Error(
      `--input: expected files, got a folder (${given}). Name what is in it: '${join(given, "*")}'.`,
    );
  }
  const matches = isDynamicPattern(given) ? await glob(given, { absolute: true }) : [];
  const inputs = matches.map((path) => resolve(path)).filter((path) => !isWithin(path, out));
  if (inputs.length > 0) return inputs;
  throw new Error(
    `--input: expected files, got none (${given}). Check the path; patterns are quoted: 'texts/*.jsonl'.`,
  );
}

function isWithin(path: string, folder: string): boolean {
  const rest = relative(resolve(folder), path);
  return rest !== "" && !rest.startsWith(`..${sep}`) && rest !== ".." && !isAbsolute(rest);
}

function commonFolder([first, ...rest]: readonly string[]): string {
  let folder = dirname(first);
  while (!rest.every((path) => isWithin(path, folder))) folder = dirname(folder);
  return folder;
}

function outputOf(name: string): string {
  return name.endsWith(".jsonl") ? name : `${name}.jsonl`;
}
