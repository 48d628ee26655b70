import { quoted } from "@rnn/labelled-text/display";
import type { DataSummary } from "./summarize.ts";

/** Fewer training texts than this teach next to nothing. */
const fewTexts = 100;
const rareShare = 0.05;
const rareTexts = 20;
/** Copies above this share of the texts are told; a few are in any collection. */
const copiedShare = 0.01;

/** What may make a run's figures mean less than they seem to. */
export function dataWarnings(
  summary: Omit<DataSummary, "warnings">,
  trainLabels: Uint8Array,
): string[] {
  const { classNames, train, test, leakedRows } = summary;
  const warnings: string[] = [];
  if (train.texts < fewTexts) {
    warnings.push(
      `There are only ${train.texts} texts to train on; figures from so few say little.`,
    );
  }
  for (const [i, count] of train.classCounts.entries()) {
    if (count >= rareTexts && count >= rareShare * train.texts) continue;
    warnings.push(
      `The class ${quoted(classNames[i])} hardly occurs: ${count} of ${train.texts} texts. ` +
        "A network that never names it would seem accurate.",
    );
  }
  if (isSorted(trainLabels)) {
    warnings.push(
      "The texts come sorted by class. The run shuffles them; a split taken by hand would not.",
    );
  }
  if (leakedRows > copiedShare * (test?.texts ?? 0)) {
    warnings.push(
      `${leakedRows} of ${test?.texts} test texts are training texts too, letter by letter: ` +
        "the test accuracy will flatter.",
    );
  }
  const parts = test === undefined ? [train] : [train, test];
  const names = ["training", "test"] as const;
  for (const [i, { repeatedRows, texts }] of parts.entries()) {
    if (repeatedRows <= copiedShare * texts) continue;
    warnings.push(
      `${repeatedRows} of ${texts} ${names[i]} texts repeat an earlier one` +
        (i === 0 ? ", and may fall on both sides of a split." : "."),
    );
  }
  // Once is enough: the test texts' words are no better known than those the vocabulary is made of.
  const unknown = parts.findIndex(({ unknownShare }) => unknownShare > 0.5);
  if (unknown !== -1) {
    warnings.push(
      `${percent(parts[unknown].unknownShare)} of the ${names[unknown]} texts' words are not in ` +
        "the vocabulary. A higher --num-words or a lower --skip-top lets the network see more.",
    );
  }
  for (const [i, { unknownRows, texts }] of parts.entries()) {
    if (unknownRows <= 0.5 * texts) continue;
    warnings.push(
      `${unknownRows} of ${texts} ${names[i]} texts have no word of the vocabulary: ` +
        "to the network they are all the same.",
    );
  }
  return warnings;
}

/** A share from 0 to 1 as reports show it: `"12.5 %"`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Whether all texts of one class come before all of the other. */
function isSorted(labels: Uint8Array): boolean {
  let changes = 0;
  for (let i = 1; i < labels.length; i++) if (labels[i] !== labels[i - 1]) changes++;
  return changes === 1 && labels.length > 2;
}
