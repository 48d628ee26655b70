/** How an error of another copy of this package is recognised. */
const marker = Symbol.for("@rnn/interop.InteropError");

/** What is wrong with a file, as codes that stay. */
export type InteropErrorCode =
  /** The bytes are not such a file, or a damaged one. */
  | "ERR_RNN_INTEROP_FILE"
  /** The file is whole, and the network in it has something that there is not here. */
  | "ERR_RNN_INTEROP_UNSUPPORTED"
  /** The file's tensors fit more than one network, or not the one that was named. */
  | "ERR_RNN_INTEROP_LAYERS";

/**
 * A file of another library that cannot be read, or a network that cannot be written as one. `instanceof`
 * also recognises the errors of another installed copy of this package.
 */
export class InteropError extends Error {
  override readonly name = "InteropError";
  readonly code: InteropErrorCode;

  constructor(code: InteropErrorCode, message: string, options?: { cause?: unknown }) {
    // What a message quotes from a file, such as a name, may be as long as the file.
    super(message.length > 1000 ? `${message.slice(0, 1000)}…` : message, options);
    this.code = code;
  }

  get [marker](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && marker in value;
  }
}
