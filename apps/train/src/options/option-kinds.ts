/** Options of the command line whose text is checked as it is read. */
import { InvalidArgumentError, Option } from "commander";

/** An option whose value is a number, in files of options too. */
export class NumberOption extends Option {}

/** A whole number; without a default where `value` is undefined. */
export function whole(
  flags: string,
  description: string,
  value: number | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): Option {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  return new NumberOption(flags, description).default(value).argParser((text) => {
    const given = toNumber(text);
    if (!Number.isInteger(given) || given < least || given > most) {
      throw new InvalidArgumentError(`Expected a whole number ${range}.`);
    }
    return given;
  });
}

/** A finite number above 0; without a default where `value` is undefined. */
export function positive(flags: string, description: string, value?: number): Option {
  return new NumberOption(flags, description).default(value).argParser((text) => {
    const given = toNumber(text);
    if (!(given > 0 && Number.isFinite(given))) {
      throw new InvalidArgumentError("Expected a number above 0.");
    }
    return given;
  });
}

/** A share from 0 to below 1, without a default. */
export function share(flags: string, description: string): Option {
  return new NumberOption(flags, description).argParser((text) => {
    const given = toNumber(text);
    if (!(given >= 0 && given < 1)) {
      throw new InvalidArgumentError("Expected a number from 0 to below 1.");
    }
    return given;
  });
}

/** A number above 0 and at most 1, without a default. */
export function probability(flags: string, description: string): Option {
  return new NumberOption(flags, description).argParser((text) => {
    const given = toNumber(text);
    if (!(given > 0 && given <= 1)) {
      throw new InvalidArgumentError("Expected a number above 0 and at most 1.");
    }
    return given;
  });
}

/** The option of commands that classify: texts whose class is less probable are "not sure". */
export function rejectBelow(whose: string): Option {
  return probability(
    "--reject-below <p>",
    `"not sure" where the class is less probable (${whose})`,
  );
}

/** A whole number from 1 on, or a share between 0 and 1; without a default where `value` is undefined. */
export function countOrShare(flags: string, description: string, value?: number): Option {
  return new NumberOption(flags, description).default(value).argParser((text) => {
    const given = toNumber(text);
    if (!(given > 0 && (given < 1 || Number.isSafeInteger(given)))) {
      throw new InvalidArgumentError(
        "Expected a whole number from 1 on, or a share between 0 and 1.",
      );
    }
    return given;
  });
}

/** The number that decimal digits spell; NaN for anything else, also what `Number` reads ("", "0x10"). */
function toNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
