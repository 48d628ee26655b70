import type { Command } from "commander";
import type { DeclareCommand } from "../options/apply-config.ts";
import type { ProcessContext } from "../streams.ts";

/** What each file in this folder exports; it is loaded when its command is called. */
export interface CommandModule {
  /** Gives an empty command its description, arguments and options. */
  readonly declare: (command: Command) => Command;
  /** Runs the command as it was parsed. What takes long to load is loaded here. */
  readonly run: (command: Command, context: CommandContext) => Promise<void>;
}

/** What a command works with besides its options. */
export interface CommandContext extends ProcessContext {
  readonly declare: DeclareCommand;
}
