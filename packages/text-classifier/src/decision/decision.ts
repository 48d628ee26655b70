import { checkOptions, describeValue } from "@rnn/tensor/checks";

/** By what the logits of each part are divided before they become probabilities; 1 where one is missing. */
export type Temperatures = Readonly<Partial<Record<"rnn" | "ngrams" | "both", number>>>;

/** How a classifier gets from what its parts give to a class, where it is not simply the likeliest one. */
export interface Decision {
  /** Numbers above 0 that calibrate probabilities: above 1 they become less sure, below 1 surer. Default none. */
  readonly temperatures?: Temperatures | undefined;
  /** Of two classes: a text is of the second one where its probability is above it. From 0 to 1, default 0.5. */
  readonly threshold?: number | undefined;
  /** A text whose class has a probability below it is rejected: "not sure". From 1/K to 1 for K classes, beside a threshold from 0 on, default never. */
  readonly rejectBelow?: number | undefined;
}

export const decisionNames = ["temperatures", "threshold", "rejectBelow"];

/** @throws RangeError, TypeError for values outside their rules */
export function checkDecision(
  caller: string,
  { temperatures = {}, threshold, rejectBelow }: Decision,
  classes: number,
): void {
  const check = (name: string, value: unknown, rule: string, least: number, most = 1): void => {
    if (value === undefined) return;
    if (typeof value === "number" && value >= least && value <= most) return;
    throw new RangeError(
      `${caller}: expected ${name} to be a number ${rule}, got ${describeValue(value)}.`,
    );
  };
  checkOptions(caller, temperatures, ["rnn", "ngrams", "both"]);
  for (const [model, temperature] of Object.entries(temperatures)) {
    check(`temperatures.${model}`, temperature, "above 0", Number.MIN_VALUE, Number.MAX_VALUE);
  }
  const [least, named] = threshold === undefined ? [1 / classes, `1/${classes}`] : [0, "0"];
  check("rejectBelow", rejectBelow, `from ${named} to 1`, least);
  if (classes === 2) check("threshold", threshold, "from 0 to 1", 0);
  else check("threshold", threshold, "for two classes alone", 2);
}
