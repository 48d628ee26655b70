/** The run was ended from outside. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  /** What a shell reports for a program that the signal ended: 128 and its number. */
  readonly exitCode: number;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`Interrupted (${signal}).`);
    this.exitCode = exitCodes[signal];
  }
}

const exitCodes = { SIGINT: 130, SIGTERM: 143 };

/** npm forwards a Ctrl-C to a program that the terminal has signalled already: both come within this time. */
const sameKeystrokeMs = 500;

/**
 * Aborts at the first SIGINT or SIGTERM, with an `Interrupted` as reason. Another one, half a second
 * later or more, ends the process.
 */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (!controller.signal.aborted) {
        first = performance.now();
        controller.abort(new Interrupted(signal));
      } else if (performance.now() - first >= sameKeystrokeMs) {
        process.exit(exitCodes[signal]);
      }
    });
  }
  return controller.signal;
}
