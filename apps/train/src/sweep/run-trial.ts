import type { JobOutput } from "@rnn/sweep";
import { runClassifierTrial } from "./run-classifier-trial.ts";
import { runNetworkTrial } from "./run-network-trial.ts";
import type { TrialContext } from "./trial-context.ts";
import type { TrialData } from "./trial-data.ts";
import { isOfClassifier, type TrialOptions } from "./trial-options.ts";

/** Trains what the options name on the data that was prepared for them. */
export async function runTrial(
  options: TrialOptions,
  { data, ...context }: TrialContext & { readonly data: TrialData },
): Promise<JobOutput> {
  if (isOfClassifier(options) && data.kind === "classifier") {
    return runClassifierTrial(options, data, context);
  }
  if (!isOfClassifier(options) && data.kind === "network") {
    return runNetworkTrial(options, data, context);
  }
  throw new Error(`runTrial: expected data for these options, got that of a ${data.kind}.`);
}
