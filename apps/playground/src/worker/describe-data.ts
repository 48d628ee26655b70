import { type TextFormatOptions, textFormat1 } from "@rnn/text-classifier";
import type { DataFacts, PreparedData } from "../training/prepare-data.ts";

/** The texts whose words are counted for the coverage; more would not change its shown digits. */
const countedTexts = 500;

/** What the page shows of the data. */
export function describeData({
  source,
  format,
  vocabulary,
  ids,
  trainRows,
  validationRows,
}: PreparedData): DataFacts {
  let known = 0;
  let all = 0;
  for (const row of validationRows.slice(0, countedTexts)) {
    known += ids.row(row).length;
    all += countTokens(source.texts[row], format);
  }
  return {
    train: trainRows.length,
    validation: validationRows.length,
    vocabulary: vocabulary.filter((word) => word !== null).length,
    coverage: all === 0 ? 0 : known / all,
    classNames: source.classNames,
  };
}

/** How many words or characters the text is cut into. */
function countTokens(
  text: string,
  { textFormat = textFormat1, tokens = "words" }: TextFormatOptions,
): number {
  return textFormat.split(text, { tokens, lowercase: "unicode" }).length;
}
