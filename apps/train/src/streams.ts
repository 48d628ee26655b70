/** A stream that text goes to: the process's own, or one that a test reads. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  /** Whether colours may be shown; a terminal's own answer, which follows NO_COLOR. */
  hasColors?(): boolean;
}

/** Results go to one, progress and messages to the other. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

/** What a command has of the process that it runs in. */
export interface ProcessContext extends Streams {
  readonly stdin: NodeJS.ReadableStream;
  /** Takes over SIGINT and SIGTERM: a signal that aborts at the first of them. */
  readonly abortOnSignals: () => AbortSignal;
}
