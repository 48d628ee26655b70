import { archiveError } from "./archive-error.ts";

/** What the name of an archive's entry says of the review in it. */
export interface ReviewName {
  readonly split: "train" | "test";
  /** 1 in the folder `pos`, 0 in `neg`. */
  readonly label: 0 | 1;
  /** Within the split and label. */
  readonly id: string;
  /** The stars given, 1 to 10. */
  readonly rating: number;
  /** `train/pos/0_9.txt` */
  readonly name: string;
}

/**
 * Reads `aclImdb/train/pos/0_9.txt`: the review 0 of train/pos, which gives 9 stars. The folder `aclImdb`
 * may be left out. Undefined for whatever is not in one of the four folders of labelled reviews.
 *
 * @throws DatasetError for a file in one of them that is not named ID_RATING.txt
 */
export function parseReviewName(entryName: string): ReviewName | undefined {
  const place = /^(?:\.\/)?(?:aclImdb\/)?((train|test)\/(pos|neg)\/)(.+)$/s.exec(entryName);
  if (place === null) return undefined;
  const [, folder, split, polarity, file] = place;
  const parts = /^(0|[1-9]\d{0,8})_([1-9]|10)\.txt$/.exec(file);
  if (parts === null) {
    const expected = "reviews named ID_RATING.txt with a rating from 1 to 10";
    throw archiveError(expected, shortName(entryName));
  }
  return {
    split: split as "train" | "test",
    label: polarity === "pos" ? 1 : 0,
    id: parts[1],
    rating: Number(parts[2]),
    name: folder + file,
  };
}

/** A name as messages print it: nobody answers for what an archive holds. */
export function shortName(entryName: string): string {
  return JSON.stringify(entryName.length > 100 ? `${entryName.slice(0, 100)}…` : entryName);
}
