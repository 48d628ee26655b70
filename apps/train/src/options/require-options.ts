import type { Command } from "commander";

/**
 * The options of a command, once those that must be given are there. (Commander's own check comes before that
 * for misspelt ones, and so hides that an option was misspelt.)
 *
 * @throws CommanderError where one is missing
 */
export function requireOptions<T extends object>(command: Command, names: readonly (keyof T)[]): T {
  const options = command.opts<T>();
  const missing = command.options.find(
    (option) =>
      names.some((name) => name === option.attributeName()) &&
      command.getOptionValue(option.attributeName()) === undefined,
  );
  if (missing !== undefined) {
    command.error(`error: required option '${missing.flags}' not given: ${missing.description}.`);
  }
  return options;
}
