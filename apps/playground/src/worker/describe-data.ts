import type { DataFacts, PreparedData } from "../training/prepare-data.ts";

/** The texts whose words are counted for the coverage; more would not change its shown digits. */
const countedTexts = 500;

/** What the page shows of the data. */
export function describeData({
  source,
  vocabulary,
  ids,
  trainRows,
  validationRows,
}: PreparedData): DataFacts {
  let known = 0;
  let all = 0;
  for (const row of validationRows.slice(0, countedTexts)) {
    known += ids.row(row).length;
    all += countWords(source.texts[row]);
  }
  return {
    train: trainRows.length,
    validation: validationRows.length,
    vocabulary: vocabulary.filter((word) => word !== null).length,
    coverage: all === 0 ? 0 : known / all,
    classNames: source.classNames,
  };
}

/** Words as they are cut for the vocabulary, near enough for a share. */
function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}']+/gu)?.length ?? 0;
}
