import { dictionary } from "../i18n/dictionary.ts";
import type { Problem } from "./problem.ts";
import { english, korean, type ProblemValue } from "./problem-words.ts";

const problemTexts = dictionary({ en: english, ko: korean });

/** A problem in the language of the page. */
export function sayProblem({ code, values }: Problem): string {
  const say: (...values: ProblemValue[]) => string = problemTexts()[code];
  return say(...values);
}
