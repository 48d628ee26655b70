import type { JobResults } from "./job.ts";
import type { JsonRecord } from "./json.ts";
import type { Ground } from "./keys.ts";
import { askOptuna, type OptunaContext } from "./optuna/ask-optuna.ts";
import { scoreOf } from "./score.ts";
import type { Study } from "./study.ts";

/**
 * A study whose sets of options Optuna suggests, with the next of them, up to `batch`: by what the results say of
 * those before. All of a batch are run before the next is asked for, so that the study depends neither on the number
 * of workers nor on their order.
 *
 * @param ground undefined before the first suggestions, which no result precedes
 * @returns undefined where there are enough, and for studies of other methods
 * @throws Error where a set that was suggested has no result, or Optuna cannot be asked
 */
export async function extendStudy(
  study: Study,
  ground: Ground | undefined,
  results: JobResults,
  context: OptunaContext = {},
): Promise<Study | undefined> {
  const { search, epochs, metric } = study;
  if (search.method !== "optuna" || search.suggested.length >= search.trials) return undefined;
  const { suggested, trials, batch, seed } = search;
  const valueOf = (options: JsonRecord): number | null => {
    const score = ground && scoreOf(study, ground, options, epochs, results);
    if (score === undefined) {
      throw new Error("extendStudy: expected results of all sets that were suggested, got fewer.");
    }
    return score.failures > 0 ? null : score.mean;
  };
  const known = suggested.map((options) => ({ options, value: valueOf(options) }));
  const count = Math.min(batch, trials - suggested.length);
  const next = await askOptuna(
    { options: study.options, space: study.space, metric },
    { seed, known, count },
    context,
  );
  return { ...study, search: { ...search, suggested: [...suggested, ...next] } };
}
