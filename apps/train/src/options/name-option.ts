/**
 * Passes on what is read for an option. An error that names a function of a package, as
 * `readLabelledTexts: expected …`, names the option instead, since that is what the user typed.
 */
export async function* nameOption<T>(option: string, values: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* values;
  } catch (error) {
    throw withOption(option, error);
  }
}

/** The errors of packages that read data. */
const dataErrors = new Set(["LabelledTextError", "DatasetError"]);

/** An error of data with the option's name in front in place of a function's; any other error as it is. */
export function withOption(option: string, error: unknown): unknown {
  if (!(error instanceof Error && dataErrors.has(error.name))) return error;
  const rest = /^[A-Za-z.]+(: [\s\S]*)$/.exec(error.message)?.[1];
  return rest === undefined ? error : new Error(`${option}${rest}`, { cause: error });
}
