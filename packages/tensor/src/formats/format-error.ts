/**
 * What can be wrong with a file, as codes that stay. `ERR_RNN_NPZ_SIZE` and `_CRC` both say that a
 * member's bytes are not those that the archive promises: too many of them or an impossible number, and
 * other or too few.
 */
export type FormatErrorCode =
  | "ERR_RNN_NPY_MAGIC"
  | "ERR_RNN_NPY_VERSION"
  | "ERR_RNN_NPY_HEADER"
  | "ERR_RNN_NPY_SHAPE"
  | "ERR_RNN_NPY_DTYPE"
  | "ERR_RNN_NPY_TRUNCATED"
  | "ERR_RNN_NPY_TRAILING"
  | "ERR_RNN_NPZ_FORMAT"
  | "ERR_RNN_NPZ_NAME"
  | "ERR_RNN_NPZ_DUPLICATE"
  | "ERR_RNN_NPZ_MISSING"
  | "ERR_RNN_NPZ_ENCRYPTED"
  | "ERR_RNN_NPZ_METHOD"
  | "ERR_RNN_NPZ_LIMIT"
  | "ERR_RNN_NPZ_SIZE"
  | "ERR_RNN_NPZ_OVERLAP"
  | "ERR_RNN_NPZ_DATA"
  | "ERR_RNN_NPZ_CRC"
  | "ERR_RNN_SAFETENSORS_HEADER"
  | "ERR_RNN_SAFETENSORS_DUPLICATE"
  | "ERR_RNN_SAFETENSORS_METADATA"
  | "ERR_RNN_SAFETENSORS_DTYPE"
  | "ERR_RNN_SAFETENSORS_MISSING"
  | "ERR_RNN_SAFETENSORS_SHAPE"
  | "ERR_RNN_SAFETENSORS_HOLE"
  | "ERR_RNN_SAFETENSORS_OVERLAP"
  | "ERR_RNN_SAFETENSORS_TRUNCATED"
  | "ERR_RNN_SAFETENSORS_TRAILING";

/** How an error of another copy of this package is recognised. */
const marker = Symbol.for("@rnn/tensor.FormatError");

/** What a message quotes from a file, such as a name, may be as long as the file. */
const maxMessageLength = 1000;

/**
 * What the readers of npy, npz and safetensors throw for bytes that are not a valid file, or that
 * hold what this package does not read. Wrong arguments are a TypeError or RangeError instead. `instanceof`
 * also recognises the errors of another installed copy of this package.
 *
 * @example
 * ```ts
 * const caught = (() => {
 *   try {
 *     return decodeNpy(Uint8Array.of(1, 2, 3));
 *   } catch (error) {
 *     return error;
 *   }
 * })();
 * caught instanceof FormatError && caught.code; // => "ERR_RNN_NPY_MAGIC"
 * ```
 */
export class FormatError extends Error {
  override readonly name = "FormatError";
  /** Which rule was broken; the message says it for people, and may change. */
  readonly code: FormatErrorCode;
  /** The position in the file, in bytes, where one byte is to blame. */
  readonly offset: number | undefined;

  constructor(
    code: FormatErrorCode,
    message: string,
    options: { offset?: number; cause?: unknown } = {},
  ) {
    const shown =
      message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)}…` : message;
    super(shown, "cause" in options ? { cause: options.cause } : {});
    this.code = code;
    this.offset = options.offset;
  }

  get [marker](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && marker in value;
  }
}
