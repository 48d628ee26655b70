import { plainLines } from "@rnn/labelled-text/display";
import { Command, CommanderError } from "commander";
import { commandName } from "./command-name.ts";
import type { CommandContext, CommandModule } from "./commands/command-module.ts";
import { separateOperands } from "./options/separate-operands.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** Every command by its name, in the order of the help. */
export type CommandLoaders = Readonly<Record<string, () => Promise<CommandModule>>>;

const defaultCommand = "chapter";

const allCommands: CommandLoaders = {
  chapter: () => import("./commands/chapter.ts"),
  train: () => import("./commands/train.ts"),
  evaluate: () => import("./commands/evaluate.ts"),
  predict: () => import("./commands/predict.ts"),
  score: () => import("./commands/score.ts"),
  serve: () => import("./commands/serve.ts"),
  report: () => import("./commands/report.ts"),
  sweep: () => import("./commands/sweep.ts"),
  worker: () => import("./commands/worker.ts"),
  export: () => import("./commands/export.ts"),
};

/**
 * Reads the command line and runs its command; `--help` and its like are written to stdout.
 *
 * @param args what follows the program's name
 * @throws UsageError for a wrong command line, which by then is explained on stderr; whatever a command throws
 */
export async function runCommandLine(
  args: readonly string[],
  context: Omit<CommandContext, "declare">,
  commands: CommandLoaders = allCommands,
): Promise<void> {
  const { stdout, stderr } = context;
  const program = new Command(commandName)
    .description(
      "Trains classifiers of texts: the book's recurrent networks on film reviews, and any on texts of your own.",
    )
    // `--help` goes to the default command and so shows the options; `help` shows the commands.
    .helpOption(false)
    .version(version, "-V, --version", "show the version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(plainLines(text)),
    });
  program.showHelpAfterError(`Run ${commandName} help for the commands.`);
  const { names, byDefault } = namesOf(args, commands);
  const declare = async (name: string): Promise<Command> => {
    const module = await commands[name]();
    return module.declare(new Command(name));
  };
  for (const name of names) {
    const module = await commands[name]();
    const command = program
      .command(name, { isDefault: byDefault && name === defaultCommand })
      .helpOption("-h, --help", "show this help");
    const shown = name === defaultCommand ? commandName : `${commandName} ${name}`;
    command.showHelpAfterError(`Run ${shown} --help for the options and examples.`);
    module.declare(command).action(() => module.run(command, { ...context, declare }));
  }
  const called = program.commands.find((command) => command.name() === args[0]);
  const parsed = called === undefined ? args : separateOperands(args, called.options);
  try {
    await program.parseAsync(parsed, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UsageError(error.message, { cause: error });
  }
}

/** The commands to load: the one called, or all where help or a name close to a wrong one is wanted. */
function namesOf(
  [first]: readonly string[],
  commands: CommandLoaders,
): { readonly names: readonly string[]; readonly byDefault: boolean } {
  if (first === undefined || first.startsWith("-")) {
    return { names: [defaultCommand], byDefault: true };
  }
  if (Object.hasOwn(commands, first)) return { names: [first], byDefault: false };
  return { names: Object.keys(commands), byDefault: false };
}
