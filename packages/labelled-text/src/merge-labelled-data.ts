import { type ClassOrderOptions, remarkOnSimilarNames } from "./class-order.ts";
import { findClasses } from "./find-classes.ts";
import { toClassLabels } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { keepTexts, type StoredData, type StoredTexts } from "./labelled-text-stream.ts";
import { addNewClasses } from "./match-class-names.ts";

/** Which classes there are, and in which order. */
export interface MergeOptions extends ClassOrderOptions {
  readonly classNames?: readonly string[] | undefined;
}

/**
 * What several files and folders hold, as if it were in one: their rows one after the other, and the classes of
 * all. Their remarks name them.
 */
export function mergeLabelledData(
  sources: readonly { readonly location: string; readonly data: StoredData }[],
  options: MergeOptions,
): StoredData {
  const parts = sources.map(({ data }) => data);
  const location = sources.map((source) => source.location).join(", ");
  const classNames = options.classNames
    ? addNewClasses(
        parts.flatMap((part) => part.classNames),
        options.classNames,
      )
    : findClasses(countClasses(parts), options, location);
  const weighted = parts.filter(({ train }) => train.weights !== undefined);
  if (weighted.length > 0 && weighted.length < parts.length) {
    throw new LabelledTextError("ERR_RNN_TEXT_COLUMN", {
      expected: "weights in each source",
      got: `none in ${parts.length - weighted.length} of ${parts.length}`,
      advice: "Leave --weight-column out, or the folders.",
      location,
    });
  }
  const tests = parts.filter(({ test }) => test !== undefined);
  return {
    train: mergeTexts(parts, classNames, ({ train }) => train),
    test: tests.length === 0 ? undefined : mergeTexts(tests, classNames, ({ test }) => test),
    classNames,
    skippedRows: parts.reduce((sum, { skippedRows }) => sum + skippedRows, 0),
    description: parts.map(({ description }) => description).join("; "),
    remarks: [
      ...sources.flatMap((source) =>
        source.data.remarks.map((remark) => `${source.location}: ${remark}`),
      ),
      ...(options.classNames ? [] : remarkOnSimilarNames(classNames)),
    ],
  };
}

function countClasses(parts: readonly StoredData[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { train, test, classNames } of parts) {
    for (const labels of [train.labels, test?.labels ?? []]) {
      for (const label of labels) {
        const name = classNames[label];
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
  }
  return counts;
}

function mergeTexts(
  parts: readonly StoredData[],
  classNames: readonly string[],
  choose: (data: StoredData) => StoredTexts | undefined,
): StoredTexts {
  const indexOf = new Map(classNames.map((name, i) => [name, i]));
  const chosen = parts.flatMap((part) => {
    const texts = choose(part);
    return texts ? [{ texts, indices: part.classNames.map((name) => indexOf.get(name) ?? 0) }] : [];
  });
  const length = chosen.reduce((sum, { texts }) => sum + texts.length, 0);
  const labels = toClassLabels(new Uint16Array(length), classNames.length);
  const hasWeights = chosen.some(({ texts }) => texts.weights !== undefined);
  const weights = hasWeights ? new Float64Array(length) : undefined;
  let start = 0;
  for (const { texts, indices } of chosen) {
    for (let row = 0; row < texts.length; row++) labels[start + row] = indices[texts.labels[row]];
    if (texts.weights) weights?.set(texts.weights, start);
    start += texts.length;
  }
  const classes = { labels, ...(weights && { weights }) };
  const streams = chosen.map(({ texts }) => texts);
  const kept = streams.flatMap((each) => each.kept ?? []);
  if (kept.length === streams.length) {
    const texts = kept.flatMap((each) => each.texts);
    return keepTexts({ texts, origins: kept.flatMap(({ origins }) => origins), ...classes });
  }
  return {
    ...classes,
    length,
    kept: undefined,
    async *batches() {
      for (const stream of streams) yield* stream.batches();
    },
  };
}
