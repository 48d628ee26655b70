import { checkNumber, checkOptions } from "@rnn/tensor/checks";
import { averagingNames } from "./averaging.ts";
import { clippingNames } from "./clipping.ts";

/**
 * Checks the options of an optimizer that are numbers: each finite and from 0 on, and below 1 where it is a
 * share.
 * @throws RangeError, TypeError for others, and for unknown ones
 */
export function checkOptimizerOptions(
  caller: string,
  options: object,
  rules: Readonly<Record<string, "number" | "share" | "boolean">>,
): void {
  checkOptions(caller, options, [...Object.keys(rules), ...clippingNames, ...averagingNames]);
  for (const [name, value] of Object.entries(options)) {
    const rule = rules[name];
    if (value === undefined || rule === undefined || rule === "boolean") continue;
    checkNumber(caller, name, value, 0);
    const isFit = rule === "share" ? value < 1 : Number.isFinite(value);
    if (isFit) continue;
    const expected = rule === "share" ? "a number from 0 to below 1" : "a finite number from 0 on";
    throw new RangeError(`${caller}: expected ${name} to be ${expected}, got ${String(value)}.`);
  }
}
