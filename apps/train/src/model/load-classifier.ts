import type { TextClassifier } from "@rnn/text-classifier";
import { readModel } from "./read-model.ts";

/** The classifier of a model's file or of a run's folder, whatever it is made of. */
export async function loadClassifier(given: string): Promise<TextClassifier> {
  const { loadTextClassifier } = await import("@rnn/text-classifier");
  return readModel(given, loadTextClassifier);
}
