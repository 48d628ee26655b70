import path from "node:path";
import { readLabelledTexts } from "@rnn/labelled-text";

/** Texts and the class of each. */
export interface LabelledSet {
  readonly texts: readonly string[];
  readonly labels: ArrayLike<number>;
}

/** A folder of `train.csv` and `test.csv`, or a file of rows to train on with the `test.csv` beside it. */
export interface TextSet {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly train: LabelledSet;
  readonly readTest: () => Promise<LabelledSet>;
}

/** @throws LabelledTextError for files that are not there or are not such */
export async function readSet(source: string): Promise<TextSet> {
  const isFile = path.extname(source) !== "";
  const folder = isFile ? path.dirname(source) : source;
  const { train, classNames } = await readLabelledTexts(
    isFile ? source : path.join(source, "train.csv"),
  );
  return {
    name: isFile ? path.join(path.basename(folder), path.basename(source)) : path.basename(folder),
    classNames,
    train,
    readTest: async () =>
      (await readLabelledTexts(path.join(folder, "test.csv"), { classNames })).train,
  };
}
