import type { Option } from "commander";

/**
 * The arguments of a command with `--` before its operands, where one of them is plainly not an option
 * though it begins with a dash: a text such as `-5 stars`, recognised by its white space.
 *
 * @param args the command's name and what follows it
 * @param options those of the command: the value of one is not an operand
 */
export function separateOperands(
  [name, ...args]: readonly string[],
  options: readonly Option[],
): string[] {
  const valued = new Set(
    options.filter(({ required }) => required).flatMap(({ short, long }) => [short, long]),
  );
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const optionPart: string[] = [];
  const operands: string[] = [];
  let found = false;
  for (let i = 0; i < end; i++) {
    const arg = args[i];
    const isText = /^-[^=]*\s/.test(arg);
    if (valued.has(arg) && i + 1 < end) optionPart.push(arg, args[++i]);
    else if (arg.startsWith("-") && arg !== "-" && !isText) optionPart.push(arg);
    else operands.push(arg);
    found ||= operands.at(-1) === arg && isText;
  }
  if (!found) return name === undefined ? [] : [name, ...args];
  return [name, ...optionPart, "--", ...operands, ...args.slice(end + 1)];
}
