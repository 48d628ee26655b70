import { env } from "node:process";
import { extendStudy, type Ground, type JobResults, type Study } from "@rnn/sweep";

/**
 * A study with the next sets of options that Optuna suggests, by the Python that RNN_PYTHON names or `python3`.
 * @param option the one that named the study, for errors
 * @returns undefined where none is missing, as in all studies of other methods
 */
export async function suggestTrials(
  study: Study,
  known: { readonly ground: Ground | undefined; readonly results: JobResults },
  { option, signal }: { readonly option: string; readonly signal: AbortSignal },
): Promise<Study | undefined> {
  const python = env["RNN_PYTHON"] ?? "python3";
  try {
    return await extendStudy(study, known.ground, known.results, { python, signal });
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("askOptuna: ")) throw error;
    const said = error.message.slice("askOptuna: ".length);
    throw new Error(`${option}: ${said}. RNN_PYTHON may name another.`, { cause: error });
  }
}
