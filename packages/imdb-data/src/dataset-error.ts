/**
 * What went wrong with the data, for callers that branch on it:
 *
 * - `ERR_RNN_NOT_FOUND`: the file named by `path` or `RNN_DATA_DIR` cannot be read
 * - `ERR_RNN_OFFLINE`: the server could not be reached
 * - `ERR_RNN_DOWNLOAD`: the server was reached and did not deliver
 * - `ERR_RNN_HASH_MISMATCH`: what came is not the official file
 * - `ERR_RNN_DATASET_FORMAT`: a file does not have the layout of the data set
 * - `ERR_RNN_PICKLE`: a pickle holds something else than lists of whole numbers, or is damaged
 * - `ERR_RNN_PLATFORM`: the file can be read under Node only
 */
export type DatasetErrorCode =
  | "ERR_RNN_NOT_FOUND"
  | "ERR_RNN_OFFLINE"
  | "ERR_RNN_DOWNLOAD"
  | "ERR_RNN_HASH_MISMATCH"
  | "ERR_RNN_DATASET_FORMAT"
  | "ERR_RNN_PICKLE"
  | "ERR_RNN_PLATFORM";

/** What a `DatasetError` carries beside its code. */
export interface DatasetErrorFields {
  /** The path or address that was being read. */
  readonly location?: string | undefined;
  /** The SHA-256 that the file should have, in hexadecimal. */
  readonly expected?: string | undefined;
  /** The SHA-256 that it has. */
  readonly actual?: string | undefined;
  /** The HTTP status of the answer. */
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** How an error of another copy of this package is recognised. */
const marker = Symbol.for("@rnn/imdb-data.DatasetError");

/**
 * Thrown where the data cannot be had or is not what it should be. Wrong arguments are a `TypeError` or
 * `RangeError` instead, and an abort throws the signal's own reason. `instanceof` also recognises the errors of
 * another installed copy of this package.
 *
 * @example
 * ```ts
 * const failure = await loadData({ path: "no-such-file.npz" }).catch((error) => error);
 * failure.code; // => "ERR_RNN_NOT_FOUND"
 * ```
 */
export class DatasetError extends Error {
  override readonly name = "DatasetError";
  readonly code: DatasetErrorCode;
  readonly location: string | undefined;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
  readonly status: number | undefined;

  constructor(code: DatasetErrorCode, message: string, fields: DatasetErrorFields = {}) {
    super(message, "cause" in fields ? { cause: fields.cause } : undefined);
    this.code = code;
    this.location = fields.location;
    this.expected = fields.expected;
    this.actual = fields.actual;
    this.status = fields.status;
  }

  get [marker](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && marker in value;
  }
}
