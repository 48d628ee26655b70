import { RandomState } from "@rnn/tensor";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import type { LabelledData, LabelledTexts } from "./labelled-data.ts";

/** Which texts `sampleLabelledData` keeps. */
export interface SampleOptions {
  /** The most texts of each part, from 1 on. */
  readonly limit: number;
  /** Default 42. */
  readonly seed?: number | undefined;
}

/**
 * The same data with at most `limit` texts of each part, drawn at random and left in their order; a remark says so.
 * Classes stay, also those that no text is left of. Of a part that has no more, all texts stay.
 *
 * @throws RangeError, TypeError for options that are not whole numbers in range
 *
 * @example
 * ```ts
 * const content = "text,label\n1,a\n2,b\n3,a\n4,b\n";
 * const data = await readLabelledTexts({ name: "a.csv", content });
 * const { train, remarks } = sampleLabelledData(data, { limit: 2 });
 * train.texts; // => ["2", "4"]
 * remarks; // => ["Only 2 of 4 texts are used, a sample drawn by seed 42."]
 * ```
 */
export function sampleLabelledData(data: LabelledData, options: SampleOptions): LabelledData {
  checkOptions("sampleLabelledData", options, ["limit", "seed"]);
  const { limit, seed = 42 } = options;
  checkWhole("sampleLabelledData", "limit", limit, 1);
  checkWhole("sampleLabelledData", "seed", seed, 0, { most: 2 ** 32 - 1 });
  const random = new RandomState(seed);
  const remarks: string[] = [];
  const sample = (part: LabelledTexts, name: string): LabelledTexts => {
    const count = part.texts.length;
    if (count <= limit) return part;
    remarks.push(`Only ${limit} of ${count} ${name} are used, a sample drawn by seed ${seed}.`);
    const rows = random.permutation(count).data.subarray(0, limit).toSorted();
    return takeTexts(part, rows);
  };
  const train = sample(data.train, "texts");
  const test = data.test && sample(data.test, "test texts");
  return { ...data, train, test, remarks: [...data.remarks, ...remarks] };
}

function takeTexts(
  { texts, labels, origins, weights }: LabelledTexts,
  rows: ArrayLike<number>,
): LabelledTexts {
  const chosen = Array.from(rows);
  return {
    texts: chosen.map((row) => texts[row]),
    labels:
      labels instanceof Uint8Array
        ? Uint8Array.from(chosen, (row) => labels[row])
        : Uint16Array.from(chosen, (row) => labels[row]),
    origins: chosen.map((row) => origins[row]),
    ...(weights && { weights: Float64Array.from(chosen, (row) => weights[row]) }),
  };
}
