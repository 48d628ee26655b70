import { describeCodesIn } from "../files/describe-file-error.ts";

/** A class of errors that a package has for the data it reads; `instanceof` knows those of other copies. */
type DataErrorClass = abstract new (...args: never[]) => Error;

/**
 * Passes on what is read for an option. An error that names a function of a package, as
 * `readLabelledTexts: expected …`, names the option instead, since that is what the user typed.
 */
export async function* nameOption<T>(
  option: string,
  values: AsyncIterable<T>,
  errors: readonly DataErrorClass[],
): AsyncGenerator<T> {
  try {
    yield* values;
  } catch (error) {
    throw withOption(option, error, errors);
  }
}

/**
 * An error of one of these classes, with the option's name in place of the names of functions and their
 * options; any other error as it is.
 */
export function withOption(
  option: string,
  error: unknown,
  errors: readonly DataErrorClass[],
): unknown {
  if (error instanceof RangeError) return nameEncoding(error);
  if (!(error instanceof Error) || !errors.some((known) => error instanceof known)) return error;
  const rest = /^[A-Za-z.]+(: [\s\S]*)$/.exec(error.message)?.[1];
  if (rest === undefined) return error;
  return new Error(`${option}${describeCodesIn(inOptions(rest, option))}`, { cause: error });
}

/** The error for an encoding that there is not, in the words of the command line. */
function nameEncoding(error: RangeError): Error {
  const [, rest] = /^[A-Za-z]+: expected encoding to be (.*)$/s.exec(error.message) ?? [];
  return rest === undefined
    ? error
    : new Error(`--encoding: expected one ${rest}`, { cause: error });
}

/** Advice on options of @rnn/imdb-data in the words of the command line. */
function inOptions(message: string, option: string): string {
  const named = option === "--test" ? inTraining(message) : message;
  return named
    .replace('give { source: "stanford", path }', `give ${option} a name that ends in .tar.gz`)
    .replace("give { path }", `give ${option}`)
    .replace("Check { path }", "Check the path and its permissions");
}

/** There is no model yet where `--test` is read: its labels must be those that `--data` has. */
function inTraining(message: string): string {
  return message
    .replace(": expected the model's classes ", ": expected the classes of --data ")
    .replace("The model has no class ", "--data has no class ")
    .replace("leave the rows out,", "leave the rows out, add rows of them to --data,");
}
