/** The command line was wrong, and stderr says how. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
