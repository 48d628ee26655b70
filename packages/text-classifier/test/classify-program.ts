import { TextClassifier } from "../src/index.ts";

/** What a page does that only classifies. */
export function classify(bytes: Uint8Array, text: string): number {
  return TextClassifier.load(bytes).classify(text).label;
}
