import { RandomState } from "@rnn/tensor";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import type { LabelledData, LabelledTexts } from "./labelled-data.ts";
import {
  type LabelledTextStream,
  type StreamedLabelledData,
  streamTexts,
} from "./labelled-text-stream.ts";
import { selectTexts } from "./select-texts.ts";

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
  const { train, test, remarks } = chooseSample("sampleLabelledData", data, options, {
    train: data.train.texts.length,
    test: data.test?.texts.length ?? 0,
  });
  return {
    ...data,
    train: train ? takeTexts(data.train, train) : data.train,
    test: data.test && test ? takeTexts(data.test, test) : data.test,
    remarks,
  };
}

/**
 * The same of texts that need not all be in memory: those of the sample are.
 *
 * @throws RangeError, TypeError for options that are not whole numbers in range
 *
 * @example
 * ```ts
 * const content = "text,label\n1,a\n2,b\n3,a\n4,b\n";
 * const data = await streamLabelledTexts({ name: "a.csv", content });
 * const { train } = await sampleStreamedData(data, { limit: 2 });
 * (await selectTexts(train, [0, 1])).texts; // => ["2", "4"]
 * ```
 */
export async function sampleStreamedData(
  data: StreamedLabelledData,
  options: SampleOptions,
): Promise<StreamedLabelledData> {
  const { train, test, remarks } = chooseSample("sampleStreamedData", data, options, {
    train: data.train.length,
    test: data.test?.length ?? 0,
  });
  return {
    ...data,
    train: train ? await takeStreamed(data.train, train) : data.train,
    test: data.test && test ? await takeStreamed(data.test, test) : data.test,
    remarks,
  };
}

/** The rows of each part that has more than the limit, ascending, and remarks that say so. */
function chooseSample(
  caller: string,
  { remarks }: Pick<LabelledData, "remarks">,
  options: SampleOptions,
  counts: { readonly train: number; readonly test: number },
): { train: Int32Array | undefined; test: Int32Array | undefined; remarks: string[] } {
  checkOptions(caller, options, ["limit", "seed"]);
  const { limit, seed = 42 } = options;
  checkWhole(caller, "limit", limit, 1);
  checkWhole(caller, "seed", seed, 0, { most: 2 ** 32 - 1 });
  const random = new RandomState(seed);
  const said = [...remarks];
  const choose = (count: number, name: string): Int32Array | undefined => {
    if (count <= limit) return undefined;
    said.push(`Only ${limit} of ${count} ${name} are used, a sample drawn by seed ${seed}.`);
    return Int32Array.from(random.permutation(count).data.subarray(0, limit)).sort();
  };
  const train = choose(counts.train, "texts");
  return { train, test: choose(counts.test, "test texts"), remarks: said };
}

function takeTexts(
  { texts, origins, ...classes }: LabelledTexts,
  rows: ArrayLike<number>,
): LabelledTexts {
  const chosen = Array.from(rows);
  return {
    texts: chosen.map((row) => texts[row]),
    origins: chosen.map((row) => origins[row]),
    ...takeClasses(classes, chosen),
  };
}

async function takeStreamed(
  stream: LabelledTextStream,
  rows: Int32Array,
): Promise<LabelledTextStream> {
  const batch = await selectTexts(stream, rows);
  return streamTexts({ ...batch, ...takeClasses(stream, Array.from(rows)) });
}

function takeClasses(
  { labels, weights }: Pick<LabelledTexts, "labels" | "weights">,
  rows: readonly number[],
): Pick<LabelledTexts, "labels" | "weights"> {
  return {
    labels:
      labels instanceof Uint8Array
        ? Uint8Array.from(rows, (row) => labels[row])
        : Uint16Array.from(rows, (row) => labels[row]),
    ...(weights && { weights: Float64Array.from(rows, (row) => weights[row]) }),
  };
}
