import {
  decodeNpy,
  FormatError,
  type RaggedTensor,
  readNpyHeader,
  readNpzMembers,
} from "@rnn/tensor";
import type { StoredReviews } from "./apply-review-options.ts";
import { DatasetError } from "./dataset-error.ts";
import { fileKind, stanfordGiven } from "./file-kind.ts";
import { decodePickledLists } from "./pickle.ts";
import type { SourcedFile } from "./sources/source.ts";

/** What one array may inflate to; the official ones are 14 MB. */
const maxArrayBytes = 2 ** 28;

/** More words than any text has, and room for what `indexFrom` adds. */
const maxRank = 2 ** 30;

/**
 * One half of the data set out of its npz file: object array `x_train` of lists of ranks and integer
 * array `y_train` of labels, or `x_test` and `y_test`.
 *
 * @param size how many reviews there must be; null: any number
 * @throws DatasetError `ERR_RNN_DATASET_FORMAT` or `ERR_RNN_PICKLE` where the file has another layout.
 */
export async function readStoredReviews(
  { bytes, location }: Pick<SourcedFile, "bytes" | "location">,
  split: "train" | "test",
  size: number | null,
): Promise<StoredReviews> {
  try {
    if (fileKind(bytes) === "gzip") {
      throw formatError("imdb.npz", stanfordGiven.got, stanfordGiven.advice);
    }
    const x = readLists(await readArray(bytes, `x_${split}`), `x_${split}`);
    const y = readLabels(await readArray(bytes, `y_${split}`), `y_${split}`);
    if (x.length !== y.length) {
      throw formatError(`as many labels as reviews`, `${y.length} for ${x.length} (${split})`);
    }
    if (size !== null && x.length !== size) {
      throw formatError(
        `${size} reviews in x_${split}`,
        `${x.length}`,
        "For data of your own give { size } with its number of reviews, or null for any.",
      );
    }
    return { x, y };
  } catch (error) {
    if (!(error instanceof DatasetError || error instanceof FormatError)) throw error;
    const code = error instanceof DatasetError ? error.code : "ERR_RNN_DATASET_FORMAT";
    throw new DatasetError(code, `loadData: ${error.message} (in ${location})`, {
      location,
      cause: error,
    });
  }
}

/** One member at a time, so that only one is held inflated. */
async function readArray(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const members = await readNpzMembers(bytes, { only: [name], maxBytes: maxArrayBytes });
  // readNpzMembers throws where a name of `only` is missing.
  return members.get(name) as Uint8Array;
}

function readLists(npy: Uint8Array, name: string): RaggedTensor {
  const { descr, shape, dataOffset } = readNpyHeader(npy);
  if (!/^\|?O[48]?$/.test(descr) || shape.length !== 1) {
    throw formatError(
      `${name} to be an object array with one axis`,
      `${descr} with ${shape.length} axes`,
    );
  }
  const rows = decodePickledLists(npy.subarray(dataOffset));
  if (rows.length !== shape[0]) {
    throw formatError(`${shape[0]} lists in ${name}`, `${rows.length}`);
  }
  let highest = 0;
  const { values } = rows;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > highest) highest = values[i];
  }
  if (highest > maxRank) throw formatError(`ranks of at most ${maxRank} in ${name}`, `${highest}`);
  return rows;
}

function readLabels(npy: Uint8Array, name: string): Int32Array {
  const { shape, data, dtype } = decodeNpy(npy).contiguous();
  if (shape.length !== 1) throw formatError(`${name} to have one axis`, `${shape.length}`);
  const labels = new Int32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    labels[i] = Number(data[i]);
    if (Number(data[i]) !== 0 && Number(data[i]) !== 1) {
      throw formatError(`labels 0 and 1 in ${name}`, `${data[i]} of ${dtype} (review ${i})`);
    }
  }
  return labels;
}

function formatError(expected: string, got: string, advice = ""): DatasetError {
  const message = `expected ${expected}, got ${got}. ${advice}`.trim();
  return new DatasetError("ERR_RNN_DATASET_FORMAT", message);
}
