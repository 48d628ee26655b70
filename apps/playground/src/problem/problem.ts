import { english, type ProblemValue } from "./problem-words.ts";

/** The code of a problem. */
export type ProblemCode = keyof typeof english;

/** What went wrong, for the page to say in its language: it passes from the worker to the page. */
export interface Problem {
  readonly code: ProblemCode;
  readonly values: readonly ProblemValue[];
}

/** An error with a code; its message is English. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    const say: (...values: ProblemValue[]) => string = english[problem.code];
    super(say(...problem.values), options);
    this.problem = problem;
  }
}

/** The error of that code and its values. */
export function problemError<Code extends ProblemCode>(
  code: Code,
  ...values: Parameters<(typeof english)[Code]>
): ProblemError {
  return new ProblemError({ code, values });
}

/** What an error is for the page: its own problem, or one that nobody foresaw, in the error's words. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: "unforeseen", values: [error instanceof Error ? error.message : String(error)] };
}
