import { readFileSync } from "node:fs";

/** Rows of an n-gram vectorizer: the weight of each n-gram that a text has. */
export interface GoldenRows {
  readonly n: number;
  readonly rows: readonly Readonly<Record<string, number>>[];
}

interface Golden {
  readonly texts: readonly string[];
  readonly new: readonly string[];
  readonly y2: readonly number[];
  readonly y3: readonly number[];
  readonly words: GoldenRows;
  readonly plain: GoldenRows;
  readonly maxdf: GoldenRows;
  readonly chars: GoldenRows;
  readonly chars5: GoldenRows;
  readonly two: readonly (readonly number[])[];
  readonly three: readonly (readonly number[])[];
  readonly balanced: readonly (readonly number[])[];
  readonly weighted: readonly (readonly number[])[];
}

/** What scikit-learn gives; golden/scikit-learn.py makes it. */
export const golden = JSON.parse(
  readFileSync(new URL("golden/scikit-learn.json", import.meta.url), "utf8"),
) as Golden;
