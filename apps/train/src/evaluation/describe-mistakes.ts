import { type LabelledTextStream, selectTexts } from "@rnn/labelled-text";
import type { TextClassifier } from "@rnn/text-classifier";
import { readAs } from "./read-as.ts";

/** A text that the model was surest of, and wrong. */
export interface Mistake {
  readonly origin: string;
  readonly trueClass: string;
  /** The class that it was taken for. */
  readonly readAs: string;
  /** The probability of the class that it was taken for. */
  readonly probability: number;
  readonly text: string;
}

/** What is shown of rows that were taken for another class. */
export async function describeMistakes(
  rows: readonly number[],
  part: LabelledTextStream,
  probabilities: Float64Array,
  { classNames, threshold }: Pick<TextClassifier, "classNames" | "threshold">,
): Promise<Mistake[]> {
  const { texts, origins } = await selectTexts(part, rows);
  return rows.map((row, at) => {
    const { label, probability } = readAs(probabilities, row, classNames.length, threshold);
    return {
      origin: origins[at],
      trueClass: classNames[part.labels[row]],
      readAs: classNames[label],
      probability,
      text: texts[at],
    };
  });
}
