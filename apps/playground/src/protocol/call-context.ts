/** What answers a call is given besides the call's parameters. */
export interface CallContext {
  /** Aborted when the page no longer wants the answer. */
  readonly signal: AbortSignal;
}
