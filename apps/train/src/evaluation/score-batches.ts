import type { LabelledTextStream } from "@rnn/labelled-text";
import type { Tensor } from "@rnn/tensor";
import type { ClassifierModel, TextClassifier } from "@rnn/text-classifier";
import type { Steps } from "../progress/show-steps.ts";

/** So few that Ctrl-C takes effect within a moment. */
const textsAtOnce = 500;

/** What scoring works with. */
export interface ScoringContext {
  readonly steps: Steps;
  readonly signal: AbortSignal;
  /** What is shown as done to the texts; default "Scored". */
  readonly done?: string;
}

/** What some texts that follow one another are given. */
export interface ScoredBatch {
  /** The number of the first of them. */
  readonly start: number;
  readonly count: number;
  /** By each model that the classifier has: `[count]`, of more than two classes `[count, K]`. */
  readonly probabilities: Readonly<Partial<Record<ClassifierModel, Tensor<"float64">>>>;
}

/** The probabilities of all texts, some at a time, by each part of the classifier once; shown on the way. */
export async function* scoreBatches(
  classifier: TextClassifier,
  texts: Pick<LabelledTextStream, "length" | "batches">,
  { steps, signal, done = "Scored" }: ScoringContext,
): AsyncGenerator<ScoredBatch> {
  let scored = 0;
  for await (const batch of texts.batches()) {
    for (let from = 0; from < batch.texts.length; from += textsAtOnce) {
      const some = batch.texts.slice(from, from + textsAtOnce);
      const probabilities = classifier.probabilitiesByModel(some);
      yield { start: scored, count: some.length, probabilities };
      scored += some.length;
      steps.show(`${done} ${scored} of ${texts.length} texts`);
      // A signal arrives in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
  }
}
