import { readFileSync } from "node:fs";
import { checkOptions } from "@rnn/tensor/checks";
import type { Command } from "commander";
import { learningOptions } from "./run/config.ts";

/**
 * The options of a training command as a configuration file has them, in place of its defaults.
 *
 * @param origin the option that named the file, for errors
 * @returns the name of the command that the file is for
 * @throws Error for a file that is not there, is no JSON, has an unknown name or a wrong value
 */
export function applyConfig(path: string, origin: string, commands: readonly Command[]): Command {
  const config = readConfig(path, origin);
  checkOptions(`${origin} ${path}`, config, ["command", ...learningOptions]);
  const { command: name, ...values } = config as Record<string, unknown>;
  const command = commands.find((known) => known.name() === name);
  if (command === undefined) {
    throw new Error(
      `${origin}: expected command to be "chapter" or "train", got ${JSON.stringify(name)} (in ${path}).`,
    );
  }
  for (const [key, value] of Object.entries(values)) {
    const option = command.options.find((known) => known.attributeName() === key);
    const wanted = typeof option?.defaultValue === "number" ? "number" : "string";
    try {
      if (option === undefined) throw new Error(`${command.name()} has no such option.`);
      if (typeof value !== wanted) throw new Error(`Expected a ${wanted}.`);
      const read: unknown = option.parseArg?.(String(value), undefined) ?? value;
      command.setOptionValueWithSource(key, read, "config");
    } catch (cause) {
      throw new Error(
        `${origin}: expected a value for ${key}, got ${JSON.stringify(value)} (in ${path}). ` +
          (cause as Error).message,
        { cause },
      );
    }
  }
  return command;
}

function readConfig(path: string, origin: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(
      code === "ENOENT" && origin === "--resume"
        ? `--resume: expected the folder of a run, got one without config.json (${path}). ` +
            "A run writes it when its training starts; begin this one anew."
        : `${origin}: expected a configuration in JSON, got ${code ?? message} (${path}).`,
      { cause },
    );
  }
}
