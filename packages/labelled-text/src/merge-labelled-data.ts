import { type ClassOrderOptions, remarkOnSimilarNames } from "./class-order.ts";
import { findClasses } from "./find-classes.ts";
import { type LabelledData, type LabelledTexts, toClassLabels } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/** Which classes there are, and in which order. */
export interface MergeOptions extends ClassOrderOptions {
  readonly classNames?: readonly string[] | undefined;
}

/**
 * What several files and folders hold, as if it were in one: their rows one after the other, and the classes of
 * all. Their remarks name them.
 */
export function mergeLabelledData(
  sources: readonly { readonly location: string; readonly data: LabelledData }[],
  options: MergeOptions,
): LabelledData {
  const parts = sources.map(({ data }) => data);
  const location = sources.map((source) => source.location).join(", ");
  const classNames = options.classNames ?? findClasses(countClasses(parts), options, location);
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

function countClasses(parts: readonly LabelledData[]): Map<string, number> {
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
  parts: readonly LabelledData[],
  classNames: readonly string[],
  choose: (data: LabelledData) => LabelledTexts | undefined,
): LabelledTexts {
  const texts: string[] = [];
  const origins: string[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  const indexOf = new Map(classNames.map((name, i) => [name, i]));
  for (const part of parts) {
    const chosen = choose(part);
    if (chosen === undefined) continue;
    const indices = part.classNames.map((name) => indexOf.get(name) ?? 0);
    for (const text of chosen.texts) texts.push(text);
    for (const origin of chosen.origins) origins.push(origin);
    for (const label of chosen.labels) labels.push(indices[label]);
    for (const weight of chosen.weights ?? []) weights.push(weight);
  }
  return {
    texts,
    labels: toClassLabels(labels, classNames.length),
    origins,
    ...(weights.length > 0 && { weights: Float64Array.from(weights) }),
  };
}
