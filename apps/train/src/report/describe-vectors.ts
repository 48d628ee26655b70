import type { TrainingPlan } from "@rnn/text-classifier";
import { namePath } from "../data/name-path.ts";
import type { ClassifierOutcome } from "./classifier-outcome.ts";
import type { Warning } from "./outcome.ts";

/** A run whose file has vectors of less than this share of the words is warned. */
const fewShare = 0.5;

/** How many of the words that the network knows have a vector. */
interface DescribedVectors {
  readonly found: ClassifierOutcome["vectors"];
  readonly line: string;
  readonly warning: Warning | undefined;
}

/** @param path of the vectors; undefined where none were given */
export function describeVectors(
  { wordVectors, vocabulary, tokens }: TrainingPlan,
  path: string | undefined,
): DescribedVectors | undefined {
  if (wordVectors === undefined || path === undefined) return undefined;
  const { found, outputDim } = wordVectors;
  const known = vocabulary.length - 1;
  const what = `${found} of the ${known} ${tokens} that the network knows`;
  const advice =
    tokens === "characters"
      ? "They are vectors of words: give --tokens words."
      : "Are they of the language of the texts?";
  return {
    found: { found, words: known, numbers: outputDim },
    line: `Vectors of ${outputDim} numbers for ${what}, from ${namePath(path)}.\n`,
    warning:
      found < fewShare * known
        ? { code: "few-vectors", message: `${namePath(path)} has vectors of ${what}. ${advice}` }
        : undefined,
  };
}
