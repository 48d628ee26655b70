import { decodePickledLists, decodeReview } from "@rnn/imdb-data";
import { decodeNpy, readNpyHeader } from "@rnn/tensor";
import { problemError } from "../problem/problem.ts";
import { everySo } from "./every-so.ts";
import type { OwnTexts, TextFiles } from "./own-texts.ts";
import { readZipMembers } from "./read-zip-members.ts";

/** Larger members than the data set's are not inflated. */
const mostBytes = 256 * 2 ** 20;

/**
 * The training reviews of an `imdb.npz` as words, with the word index that was chosen beside it, as many of each
 * class as there is room for.
 * @throws Error where that is missing, or either is not what it should be
 */
export async function readReviewsFile(
  reviews: Blob,
  files: TextFiles,
  most: number,
  signal: AbortSignal,
): Promise<OwnTexts> {
  const index = files.find(({ name }) => name.endsWith(".json"));
  if (!(index instanceof Blob)) {
    throw problemError("noWordIndex");
  }
  const wordIndex = readWordIndex(await index.text());
  const names = ["x_train.npy", "y_train.npy"];
  const [x, y] = await readZipMembers(await reviews.arrayBuffer(), names, mostBytes);
  signal.throwIfAborted();
  const rows = decodePickledLists(x.subarray(readNpyHeader(x).dataOffset));
  const labels = Uint8Array.from(decodeNpy(y).data, Number);
  if (labels.length !== rows.length || labels.some((label) => label > 1)) {
    throw problemError("wrongReviewLabels");
  }
  // The file has one class after the other.
  const chosen = everySo(rows.length, most);
  return {
    texts: {
      texts: chosen.map((row) => decodeReview(rows.row(row), wordIndex, { indexFrom: 0 })),
      labels: Uint8Array.from(chosen, (row) => labels[row]),
      classNames: ["negative", "positive"],
      isWritten: false,
    },
    description: "imdb.npz",
    remarks: [],
    takenFrom: rows.length,
  };
}

/** @throws Error for other JSON than words with their ranks */
function readWordIndex(json: string): Map<string, number> {
  const isIndex = (value: unknown): value is Record<string, number> =>
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((rank) => Number.isSafeInteger(rank) && rank > 0);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = undefined;
  }
  if (!isIndex(value)) {
    throw problemError("wrongWordIndex");
  }
  return new Map(Object.entries(value));
}
