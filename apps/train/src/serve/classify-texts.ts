import { describePrediction, type TextClassifier } from "@rnn/text-classifier";
import type { ByteShare } from "./byte-budget.ts";
import { brokenOff, busy, type ClassifyRequest, type Refusal } from "./read-request.ts";
import type { SharedTurns } from "./shared-turns.ts";

/** A slice of work ends with the text that reaches one of the two. */
const sliceLimits = { texts: 32, characters: 10_000 };

/** What a request is answered by, and beside. */
export interface ClassifyContext {
  readonly classifier: Pick<TextClassifier, "classifyAll" | "classNames">;
  readonly share: ByteShare;
  readonly turns: SharedTurns;
  /** Aborted when the client leaves, or the service ends. */
  readonly signal: AbortSignal;
}

/**
 * The prediction of each text, as JSON. The first slice of texts is classified at once; of more, each in a turn of its
 * own, so that many texts do not keep others waiting.
 */
export async function classifyTexts(
  { texts, top }: ClassifyRequest,
  { classifier, share, turns, signal }: ClassifyContext,
): Promise<string[] | Refusal> {
  const predictions: string[] = [];
  while (predictions.length < texts.length) {
    if (predictions.length > 0) await turns.next();
    if (signal.aborted) return brokenOff;
    const slice = takeSlice(texts, predictions.length);
    const all = classifier.classifyAll(slice, { top: top ?? classifier.classNames.length });
    const lines = all.map((found, i) =>
      JSON.stringify(describePrediction({ text: slice[i], found })),
    );
    // Answers wait in memory until they are read: of many classes they are larger than what asked for them.
    if (!share.take(lines.reduce((sum, line) => sum + line.length, 0))) return busy;
    predictions.push(...lines);
  }
  return predictions;
}

function takeSlice(texts: readonly string[], from: number): string[] {
  let [end, characters] = [from, 0];
  while (end < texts.length && end - from < sliceLimits.texts) {
    characters += texts[end++].length;
    if (characters >= sliceLimits.characters) break;
  }
  return texts.slice(from, end);
}
