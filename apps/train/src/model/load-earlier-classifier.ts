import type { TextClassifier } from "@rnn/text-classifier";
import { loadClassifier } from "./load-classifier.ts";

/**
 * The classifier that a training goes on from.
 * @throws Error that names --from for what is not a model
 */
export async function loadEarlierClassifier(path: string): Promise<TextClassifier> {
  return loadClassifier(path).catch((cause: unknown) => {
    throw new Error(`--from: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
}
