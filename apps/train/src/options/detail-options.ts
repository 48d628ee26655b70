import type { Command } from "commander";

/** What is said besides class and probability: `explain` is `trace`, and what each word changes. */
export type Detail = "trace" | "explain";

/** The options that ask for it. */
export interface DetailOptions {
  readonly trace?: true;
  readonly explain?: true;
}

/** Adds the options that ask for what a prediction goes by. */
export function addDetailOptions(command: Command): Command {
  return command
    .option(
      "--trace",
      "show how the probability moves as each word is read, and the n-grams that weigh most",
    )
    .option(
      "--explain",
      "the same, and what the probability becomes without each word: those that change it most",
    );
}

/** The detail that the options ask for, if any. */
export function detailOf({ trace, explain }: DetailOptions): Detail | undefined {
  if (explain) return "explain";
  return trace ? "trace" : undefined;
}
