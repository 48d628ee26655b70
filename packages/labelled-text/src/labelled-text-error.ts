import { plain } from "./display.ts";

/**
 * What is wrong with labelled texts, for callers that branch on it:
 *
 * - `ERR_RNN_TEXT_NOT_FOUND`: the file or folder cannot be read
 * - `ERR_RNN_TEXT_FORMAT`: it is of another kind, or is not laid out as its kind is
 * - `ERR_RNN_TEXT_COLUMN`: it is not clear which columns hold the texts and the labels
 * - `ERR_RNN_TEXT_CLASSES`: there are not two classes or more, or they are not those wanted
 * - `ERR_RNN_TEXT_ENCODING`: it is not text in UTF-8, or in the encoding named, or holds a NUL character
 */
export type LabelledTextErrorCode =
  | "ERR_RNN_TEXT_NOT_FOUND"
  | "ERR_RNN_TEXT_FORMAT"
  | "ERR_RNN_TEXT_COLUMN"
  | "ERR_RNN_TEXT_CLASSES"
  | "ERR_RNN_TEXT_ENCODING";

/** What a `LabelledTextError` reports. */
export interface LabelledTextProblem {
  readonly expected: string;
  readonly got: string;
  /** What to do, in whole sentences. */
  readonly advice?: string | undefined;
  /** The path that was being read. */
  readonly location: string;
  /** The line at which the row starts; 1 is the first. */
  readonly line?: number | undefined;
  readonly cause?: unknown;
  /** The function that was called; default `readLabelledTexts`. */
  readonly caller?: string | undefined;
}

const marker = Symbol.for("@rnn/labelled-text/LabelledTextError");

/**
 * Thrown where labelled texts cannot be had or are not what they should be. Wrong arguments are a
 * `TypeError` or `RangeError` instead, and an abort throws the signal's own reason. `instanceof` recognizes the
 * errors of every installed copy of this package.
 */
export class LabelledTextError extends Error {
  override readonly name = "LabelledTextError";
  readonly code: LabelledTextErrorCode;
  readonly location: string;
  readonly line: number | undefined;
  readonly [marker] = true;
  readonly #problem: LabelledTextProblem;

  constructor(code: LabelledTextErrorCode, problem: LabelledTextProblem) {
    const { expected, got, advice, location, line, caller = "readLabelledTexts" } = problem;
    // Names from a disk may hold anything.
    const where = plain(line === undefined ? location : `${location}:${line}`);
    const message = `${caller}: expected ${expected}, got ${got} (in ${where}).`;
    super(
      advice === undefined ? message : `${message} ${advice}`,
      "cause" in problem ? { cause: problem.cause } : undefined,
    );
    this.code = code;
    this.location = location;
    this.line = line;
    this.#problem = problem;
  }

  /** An error of this class as one of the function that was called; anything else as it is. */
  static nameCaller(caller: string, error: unknown): unknown {
    if (!(error instanceof Error && #problem in error)) return error;
    return new LabelledTextError(error.code, { ...error.#problem, caller });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && marker in value;
  }
}
