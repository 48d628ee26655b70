import { checkWhole, describeValue } from "@rnn/tensor/checks";
import { readStanfordArchive } from "#platform";
import type { DatasetError } from "../dataset-error.ts";
import { stanfordArchive } from "../dataset-files.ts";
import { int32OrNull } from "../review-options.ts";
import { type ArchivedReview, checkListeners, type StanfordOptions } from "../sources/source.ts";
import { addPlace, archiveError } from "./archive-error.ts";

/** One half of the archive, its reviews in the order of the data set. */
export interface ReviewsInOrder<T> {
  readonly train: T[];
  readonly test: T[];
  /** Where the archive lies. */
  readonly path: string;
}

/** What the order goes by. */
type Ordered = Pick<ArchivedReview, "label" | "name">;

/**
 * What `keep` makes of each labelled review, in the order that the data set has before it is shuffled:
 * those of `pos`, then those of `neg`, each by their names as strings.
 *
 * @param keep called in the order of the archive; what it returns is held, the review's bytes are not
 * @throws DatasetError unless each half has `size` reviews, some of them in each of its folders, no two
 *   of which have the same number. TypeError or RangeError for a wrong `path` or `size`.
 */
export async function readReviews<T extends Ordered>(
  caller: string,
  options: StanfordOptions,
  keep: (review: ArchivedReview) => T,
): Promise<ReviewsInOrder<T>> {
  const { path, size = 25_000, signal } = options;
  checkWhole(caller, "size", size, 0, int32OrNull);
  checkListeners(caller, options);
  if (typeof path !== "string" && !(path instanceof URL)) {
    throw new TypeError(
      `${caller}: expected path to be that of ${stanfordArchive.name}, got ${describeValue(path)}. ` +
        `Get the archive from ${stanfordArchive.page} and give { path }.`,
    );
  }
  signal?.throwIfAborted();
  const halves: Record<ArchivedReview["split"], T[]> = { train: [], test: [] };
  const seen = new Set<string>();
  const found = await readStanfordArchive(caller, options, (review) => {
    const { split, label, id, name } = review;
    const half = halves[split];
    if (half.length === size) throw archiveError(`${size} reviews in ${split}`, "more", ownData);
    const key = `${split} ${label} ${id}`;
    if (seen.has(key)) throw archiveError("one review of each number", `a second (${name})`);
    seen.add(key);
    half.push(keep(review));
  });
  for (const split of ["train", "test"] as const) {
    const problem = incompleteness(split, halves[split], size);
    if (problem !== undefined) throw addPlace(problem, caller, found);
    halves[split].sort(byLabelAndName);
  }
  return { ...halves, path: found };
}

function incompleteness(
  split: string,
  half: readonly Ordered[],
  size: number | null,
): DatasetError | undefined {
  for (const [folder, label] of [
    ["pos", 1],
    ["neg", 0],
  ] as const) {
    if (!half.some((review) => review.label === label)) {
      return archiveError(`reviews in aclImdb/${split}/${folder}`, "none", anotherArchive);
    }
  }
  if (size === null || half.length === size) return undefined;
  return archiveError(`${size} reviews in ${split}`, `${half.length}`, ownData);
}

const anotherArchive = `Give Stanford's ${stanfordArchive.name} as it is, from ${stanfordArchive.page}.`;
const ownData =
  "For data of your own give { size } with the number of reviews in each half, or null for any.";

function byLabelAndName(a: Ordered, b: Ordered): number {
  if (a.label !== b.label) return b.label - a.label;
  return a.name < b.name ? -1 : 1;
}
