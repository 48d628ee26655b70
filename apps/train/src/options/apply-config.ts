import { checkOptions } from "@rnn/tensor/checks";
import type { Command } from "commander";
import { describeFileError } from "../files/describe-file-error.ts";
import { readJson } from "../files/read-json.ts";
import { classifierLearningOptions, configVersions, learningOptions } from "./learning-options.ts";
import { NumberOption } from "./option-kinds.ts";

/** Declares a command by its name, apart from the command line that was typed. */
export type DeclareCommand = (name: "chapter" | "train") => Promise<Command>;

/** A command with the values of a configuration file. */
export interface ConfiguredCommand {
  readonly command: Command;
  /** Of what the values mean; 1 where the file has none. */
  readonly version: number;
  readonly classOrder: "alphabetical" | undefined;
}

/**
 * The command that a configuration file is for, with the file's values in place of its defaults.
 *
 * @param origin the option that named the file, for errors
 * @throws Error for a file that is not there, is not JSON, has an unknown name or a wrong value
 */
export async function applyConfig(
  path: string,
  origin: string,
  declare: DeclareCommand,
): Promise<ConfiguredCommand> {
  return applyValues(readConfig(path, origin), path, origin, declare);
}

/**
 * The same for the values of a configuration.
 * @param path where they come from, for errors
 */
export async function applyValues(
  config: unknown,
  path: string,
  origin: string,
  declare: DeclareCommand,
): Promise<ConfiguredCommand> {
  checkOptions(`${origin} ${path}`, config, [
    "version",
    "command",
    ...new Set([...learningOptions, ...classifierLearningOptions]),
  ]);
  const { version = 1, command: name, classOrder, ...values } = config as Record<string, unknown>;
  if (
    version !== 1 &&
    version !== configVersions.network &&
    version !== configVersions.classifier
  ) {
    throw new Error(
      `${origin}: expected version ${configVersions.network}, ${configVersions.classifier} or none, got ${JSON.stringify(version)} (in ${path}). ` +
        "A later version of this program wrote it: use that one.",
    );
  }
  if (classOrder !== undefined && classOrder !== "alphabetical") {
    throw new Error(
      `${origin}: expected classOrder to be "alphabetical" or left out, got ${JSON.stringify(classOrder)} (in ${path}).`,
    );
  }
  if (name !== "chapter" && name !== "train") {
    throw new Error(
      `${origin}: expected command to be "chapter" or "train", got ${JSON.stringify(name)} (in ${path}).`,
    );
  }
  const command = await declare(name);
  for (const [key, value] of Object.entries(values)) {
    const option = command.options.find((known) => known.attributeName() === key);
    const wanted = option instanceof NumberOption ? "number" : "string";
    try {
      if (option === undefined) throw new Error(`${command.name()} has no such option.`);
      const items: readonly unknown[] = option.variadic && Array.isArray(value) ? value : [value];
      if (items.length === 0 || items.some((item) => typeof item !== wanted)) {
        throw new Error(`Expected a ${wanted}.`);
      }
      const read: unknown = option.variadic
        ? [value].flat()
        : (option.parseArg?.(String(value), undefined) ?? value);
      command.setOptionValueWithSource(key, read, "config");
    } catch (cause) {
      throw new Error(
        `${origin}: expected a value for ${key}, got ${JSON.stringify(value)} (in ${path}). ` +
          (cause as Error).message,
        { cause },
      );
    }
  }
  return { command, version, classOrder };
}

function readConfig(path: string, origin: string): unknown {
  try {
    return readJson(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(
      code === "ENOENT" && origin === "--resume"
        ? `--resume: expected the folder of a run, got one without config.json (${path}). ` +
            "A run writes it when its training starts; start this one again."
        : `${origin}: expected a configuration in JSON, got ${describeFileError(cause)} (${path}).`,
      { cause },
    );
  }
}
