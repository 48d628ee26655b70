import type { History } from "@rnn/model";

/** The two curves of a run, an entry an epoch. */
export type LossCurves = Pick<History, "losses" | "valLosses">;
