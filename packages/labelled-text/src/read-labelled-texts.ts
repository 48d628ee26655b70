import { checkReadingOptions } from "./check-options.ts";
import type { LabelledData } from "./labelled-data.ts";
import { allTexts } from "./labelled-text-stream.ts";
import { readSource, type SourceOptions } from "./read-source.ts";
import type { LabelledTextSource } from "./sources/open-source.ts";

/** What `readLabelledTexts` takes besides the source. */
export interface ReadLabelledTextsOptions extends Omit<SourceOptions, "keptCharacters"> {}

/**
 * Texts with their classes, two or more, from a file of rows (`.csv`, `.tsv`, `.json`, `.jsonl`, `.ndjson`) or a folder with
 * one folder a class and a `.txt` file a text, or with such folders `train` and `test`. All in UTF-8, or in the `encoding` named.
 *
 * Any different labels will do. Texts stay as they are but for ends of lines, which become LF; an empty
 * one is a text too. White space around labels and names of columns does not count. What separates fields
 * is found, and so is how quotes are written, where only one reading is possible. What is left out is
 * counted and said in `remarks`; other work continues meanwhile.
 *
 * @param source in Node a path; anywhere a `File`, `{ name, content }`, or a list of these: the files of a folder
 *   of classes, or several sources, whose rows come one after the other
 * @param options.textColumn, options.labelColumn default: `text` and `label`, else the one column with a
 *   name that such columns usually have; a folder has no columns
 * @param options.weightColumn of how much each text counts, numbers from 0 on: `weights`; default none
 * @param options.encoding a name of the Encoding Standard such as `"euc-kr"`, or a code page: `"cp949"`; default UTF-8
 * @param options.positive of two classes the one that comes second; default: of a known pair such as neg and
 *   pos the positive one, of two numbers the higher, else the later in plain string order
 * @param options.classNames the classes that the labels must be, by name: those of a model
 * @param options.allowNewClasses whether other labels are classes too, which come after those of `classNames`
 * @throws LabelledTextError for data that cannot be read, or is not as above; nothing is guessed
 * @throws TypeError, RangeError for wrong arguments
 *
 * @example
 * ```ts
 * const content = "review;sentiment\nA great film.;positive\nA dull one.;negative\n";
 * const { train, classNames } = await readLabelledTexts({ name: "reviews.csv", content });
 * train.texts; // => ["A great film.", "A dull one."]
 * train.labels; // => [1, 0]
 * train.origins; // => ["reviews.csv:2", "reviews.csv:3"]
 * classNames; // => ["negative", "positive"]
 * ```
 */
export async function readLabelledTexts(
  source: LabelledTextSource,
  options: ReadLabelledTextsOptions = {},
): Promise<LabelledData> {
  checkReadingOptions("readLabelledTexts", source, options);
  const { train, test, ...data } = await readSource(source, options);
  return { ...data, train: allTexts(train), test: test && allTexts(test) };
}
