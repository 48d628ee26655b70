import { checkWhole } from "@rnn/tensor/checks";

/** What both ends of a queue are opened with. */
export interface QueueOptions {
  /** The option that named the address, for errors; default `url`. */
  readonly option?: string;
  /** A folder that all machines share, for what is too large for Redis; the same at both ends. */
  readonly shared?: string;
  /** A worker that does not answer for so long has lost its tasks, in milliseconds; default 30,000. */
  readonly lockMs?: number;
  /** Receives what a person should know: settings to change, a connection that is lost and found. */
  readonly onNotice?: (notice: string) => void;
}

/** The options with their defaults. */
export interface ResolvedQueueOptions {
  readonly option: string;
  /** The option that named the shared folder: `--shared` beside `--queue`. */
  readonly sharedOption: string;
  readonly shared: string | undefined;
  readonly lockMs: number;
  readonly onNotice: (notice: string) => void;
}

/** @throws TypeError, RangeError for a wrong time */
export function resolveQueueOptions(
  caller: string,
  { option = "url", shared, lockMs = 30_000, onNotice = () => undefined }: QueueOptions,
): ResolvedQueueOptions {
  checkWhole(caller, "lockMs", lockMs, 100);
  const sharedOption = option.startsWith("--") ? "--shared" : "shared";
  return { option, sharedOption, shared, lockMs, onNotice };
}

/** The names of the options, for checks. */
export const queueOptionNames = ["option", "shared", "lockMs", "onNotice"] as const;

/** The queue of all tasks whose messages have this version. */
export const queueName = "tasks-1";

/** What all keys begin with; the braces keep them on one machine of a cluster. */
export const keyPrefix = "{rnn}";
