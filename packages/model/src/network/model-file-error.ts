/** How an error of another copy of this package is recognised. */
const marker = Symbol.for("@rnn/model.ModelFileError");

/**
 * A file that is not a network of this library, or of a later version. `instanceof` also recognises the
 * errors of another installed copy of this package.
 */
export class ModelFileError extends Error {
  override readonly name = "ModelFileError";
  readonly code: "ERR_RNN_MODEL_FILE" | "ERR_RNN_MODEL_VERSION";

  constructor(code: ModelFileError["code"], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  get [marker](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && marker in value;
  }
}

/** The error for a file that is not one of ours, or damaged. */
export function broken(
  what: string,
  cause?: unknown,
  network = "RecurrentNetwork",
): ModelFileError {
  return new ModelFileError(
    "ERR_RNN_MODEL_FILE",
    `${network}.load: expected a file that ${network}.save made, but ${what.replace(/\.$/, "")}.`,
    { cause },
  );
}

/** What `read` returns; what it throws becomes a ModelFileError. */
export function attempt<T>(read: () => T, network?: string): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ModelFileError) throw cause;
    throw broken(cause instanceof Error ? cause.message : String(cause), cause, network);
  }
}
