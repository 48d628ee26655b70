import type { TextClassifier } from "@rnn/text-classifier";
import { readModel } from "./read-model.ts";

/** The classifier of a model's file or of a run's folder, whichever network it holds. */
export async function loadClassifier(given: string): Promise<TextClassifier> {
  const { RecurrentNetwork, Sequential } = await import("@rnn/model");
  const classifiers = await import("@rnn/text-classifier");
  const readers = {
    networks: [RecurrentNetwork, Sequential],
    textFormats: [classifiers.textFormat1, classifiers.textFormat2],
  };
  return readModel(given, (bytes) => classifiers.TextClassifier.load(bytes, readers));
}
