import { checkChoice, checkOptions, checkType, checkWhole } from "@rnn/tensor/checks";

/** What an option of a layer must be: steps are a whole number from 1 on, a list has the choices. */
type Rule = "boolean" | "steps" | readonly string[];

/** @throws RangeError, TypeError unless the options are known and each is undefined or as its rule says. */
export function checkLayerOptions(
  caller: string,
  options: object,
  rules: Readonly<Record<string, Rule>>,
): void {
  checkOptions(caller, options, Object.keys(rules));
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const rule = rules[name];
    if (rule === "boolean") checkType(caller, name, value, "boolean");
    else if (rule === "steps") checkWhole(caller, name, value, 1);
    else checkChoice(caller, name, value, rule);
  }
}

/** More make matrices that no array of JavaScript holds. */
const mostUnits = 65_535;

/** The number of cells or outputs. @throws RangeError, TypeError unless it is a whole number from 1 on. */
export function checkUnits(caller: string, units: number): number {
  checkWhole(caller, "units", units, 1, { most: mostUnits });
  return units;
}
