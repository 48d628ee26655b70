import { type LabelledTextStream, selectTexts } from "@rnn/labelled-text";
import type { MistakenRow } from "./worst-mistakes.ts";

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
  rows: readonly MistakenRow[],
  part: LabelledTextStream,
  classNames: readonly string[],
): Promise<Mistake[]> {
  const { texts, origins } = await selectTexts(
    part,
    rows.map(({ row }) => row),
  );
  return rows.map(({ row, label, probability }, at) => ({
    origin: origins[at],
    trueClass: classNames[part.labels[row]],
    readAs: classNames[label],
    probability,
    text: texts[at],
  }));
}
