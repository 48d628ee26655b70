/** The message of a package's error without the function that it begins with, which nobody typed. */
export function dropFunctionName(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^[A-Za-z.]+: /, "");
}
