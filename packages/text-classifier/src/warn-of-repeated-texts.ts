import { plainText, quote } from "@rnn/labelled-text/display";
import type { DataWarning } from "./data-warning.ts";
import type { RepeatedRows, RepeatedText, RepeatedTexts } from "./find-repeated-texts.ts";

/** Copies above this share of the texts are reported; a few are in any collection. */
const copiedShare = 0.01;

/** How many texts each part has. */
export interface PartSizes {
  /** Those for validation included. */
  readonly train: number;
  /** 0 where none are kept. */
  readonly validation: number;
  readonly test: number;
}

/**
 * What repeated texts warn of: the same text under two classes, texts of one part in another, and many copies. Each
 * names an example.
 */
export function warnOfRepeatedTexts(
  found: RepeatedTexts,
  sizes: PartSizes,
  classNames: readonly string[],
): DataWarning[] {
  const { contradictions, trainInTest, trainInValidation, train, test } = found;
  const isMany = (of: RepeatedRows, part: number) => of.rows > copiedShare * part;
  const warnings: DataWarning[] = [];
  if (contradictions.rows > 0) {
    warnings.push({
      code: "contradicting-texts",
      message:
        `${countTexts(contradictions.rows)} as an earlier text and another class: ` +
        `${contradictions.examples.map((one) => describeContradiction(one, classNames)).join("; ")}. ` +
        "No classifier can be right on both: give each text one class.",
    });
  }
  if (isMany(trainInTest, sizes.test)) {
    const message =
      `${trainInTest.rows} of ${sizes.test} test texts are training texts too, case and punctuation aside: ` +
      `the test accuracy will flatter. Take them out of one of the two. ${nameExample(trainInTest, "a test text")}`;
    warnings.push({ code: "leaked-texts", message });
  }
  if (isMany(trainInValidation, sizes.validation)) {
    const message =
      `${trainInValidation.rows} of ${sizes.validation} validation texts are texts to train on too, case and ` +
      `punctuation aside: the validation accuracy will flatter. Leave the copies out. ${nameExample(trainInValidation, "a validation text")}`;
    warnings.push({ code: "leaked-texts", message });
  }
  if (isMany(train, sizes.train)) {
    const message =
      `${train.rows} of ${sizes.train} training texts repeat an earlier one, and may fall on both sides ` +
      `of a split. Leave the copies out. ${nameExample(train)}`;
    warnings.push({ code: "repeated-texts", message });
  }
  if (isMany(test, sizes.test)) {
    const message = `${test.rows} of ${sizes.test} test texts repeat an earlier one. Leave the copies out. ${nameExample(test)}`;
    warnings.push({ code: "repeated-texts", message });
  }
  return warnings;
}

function countTexts(rows: number): string {
  return rows === 1 ? "1 text has the same words" : `${rows} texts have the same words`;
}

function describeContradiction(
  { text, first, second }: RepeatedText,
  classNames: readonly string[],
): string {
  const [a, b] = [first, second].map(
    ({ label, origin }) => `${quote(classNames[label])} in ${plainText(origin)}`,
  );
  return `${quote(text)} is ${a}, ${b}`;
}

/** @param whose what the second one is, where it is not of the part of the first */
function nameExample({ examples: [one] }: RepeatedRows, whose = ""): string {
  const { text, first, second } = one;
  const [a, b] = [first, second].map(({ origin }) => plainText(origin));
  return `One is ${quote(text)}, in ${a} and${whose === "" ? "" : ` as ${whose}`} in ${b}.`;
}
