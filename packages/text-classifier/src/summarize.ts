import type { LabelledData, LabelledTexts } from "@rnn/labelled-text";
import { textToWordSequence } from "@rnn/preprocess";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { dataWarnings } from "./data-warnings.ts";
import { countRepeated } from "./duplicates.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How long texts are, in words: what `np.percentile(lengths, [0, 25, 50, 75, 100])` gives. */
export interface LengthDistribution {
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly max: number;
}

/** What the training or the test texts are like. Shares are from 0 to 1; of nothing they are 0. */
export interface PartSummary {
  readonly texts: number;
  /** How many texts each class has, in the order of `classNames`. */
  readonly classCounts: readonly [number, number];
  readonly lengths: LengthDistribution;
  /** Of all words, those that the vocabulary does not hold. */
  readonly unknownShare: number;
  /** Texts without a word. */
  readonly emptyRows: number;
  /** Texts without a word of the vocabulary, those without any included. */
  readonly unknownRows: number;
  /** Of all texts, those with more than `maxlen` words of the vocabulary. */
  readonly cutShare: number;
  /** Texts that have stood before, letter by letter; those without a word do not count. */
  readonly repeatedRows: number;
}

/** What the data is like, before anything is trained on it. */
export interface DataSummary {
  readonly description: string;
  readonly classNames: readonly [string, string];
  readonly maxlen: number;
  readonly train: PartSummary;
  readonly test: PartSummary | undefined;
  /** Test texts that are training texts too. */
  readonly leakedRows: number;
  /** What may make a run's figures mean less than they seem to; whole sentences. */
  readonly warnings: readonly string[];
  /** Those of the data. */
  readonly remarks: readonly string[];
}

/** Measures the data as the network will see it: by the vocabulary, and cut at `maxlen` known words. */
export function summarize(
  data: LabelledData,
  vocabulary: Vocabulary,
  options: { readonly maxlen: number },
): DataSummary {
  checkOptions("summarize", options, ["maxlen"]);
  const { maxlen } = options;
  checkWhole("summarize", "maxlen", maxlen, 1);
  const known = new Set(vocabulary);
  const seen = new Set<string>();
  const train = measure(data.train, known, maxlen, countRepeated(data.train.texts, seen));
  const leakedRows = data.test?.texts.filter((text) => seen.has(text)).length ?? 0;
  const test =
    data.test && measure(data.test, known, maxlen, countRepeated(data.test.texts, new Set()));
  const { description, classNames, remarks } = data;
  const measured = { description, classNames, maxlen, train, test, leakedRows, remarks };
  return { ...measured, warnings: dataWarnings(measured, data.train.labels) };
}

function measure(
  { texts, labels }: LabelledTexts,
  known: ReadonlySet<string | null>,
  maxlen: number,
  repeatedRows: number,
): PartSummary {
  const lengths = new Float64Array(texts.length);
  let words = 0;
  let unknownWords = 0;
  let unknownRows = 0;
  let cutRows = 0;
  for (const [i, text] of texts.entries()) {
    const cut = textToWordSequence(text);
    let knownWords = 0;
    for (const word of cut) if (known.has(word)) knownWords++;
    lengths[i] = cut.length;
    words += cut.length;
    unknownWords += cut.length - knownWords;
    if (knownWords === 0) unknownRows++;
    if (knownWords > maxlen) cutRows++;
  }
  const ones = labels.reduce((count, label) => count + label, 0);
  return {
    texts: texts.length,
    classCounts: [texts.length - ones, ones],
    lengths: distribution(lengths),
    unknownShare: share(unknownWords, words),
    emptyRows: lengths.filter((length) => length === 0).length,
    unknownRows,
    cutShare: share(cutRows, texts.length),
    repeatedRows,
  };
}

/** Sorts the lengths in place. */
function distribution(lengths: Float64Array): LengthDistribution {
  lengths.sort();
  // Between two lengths, on the line from one to the other: NumPy's own rule.
  const at = (quantile: number): number => {
    const position = (lengths.length - 1) * quantile;
    const below = Math.floor(position);
    const low = lengths[below] ?? 0;
    return low + ((lengths[below + 1] ?? low) - low) * (position - below);
  };
  return {
    min: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    max: at(1),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
