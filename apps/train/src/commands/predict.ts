import { open } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { TextClassifier } from "@rnn/text-classifier";
import type { Command } from "commander";
import { commandName } from "../command-name.ts";
import type { CommandContext } from "./command-module.ts";
import { modelArgument, readModel } from "./model-path.ts";
import { tracedLine } from "./traced-line.ts";

interface PredictOptions {
  readonly file?: string;
  readonly trace?: true;
  readonly json?: true;
}

export function declare(command: Command): Command {
  return command
    .summary("classifies text")
    .description(
      "The class and its probability, a line a text; from the argument, a file or stdin.",
    )
    .argument("<model>", modelArgument)
    .argument("[text]", "one text; without it, the lines of --file or of stdin")
    .option("--file <path>", "a text a line")
    .option("--trace", "show how the probability moves as each word is read")
    .option("--json", "a JSON object a line")
    .showHelpAfterError(
      `Run ${commandName} predict --help for the options. A text that begins with - goes after --.`,
    );
}

export async function run(
  command: Command,
  { stdin, stdout, stderr }: CommandContext,
): Promise<void> {
  const { file, trace, json } = command.opts<PredictOptions>();
  const [model, text] = command.args as [model: string, text?: string];
  const classifier = TextClassifier.load(await readModel(model));
  const colors = stdout.isTTY === true && stdout.hasColors?.() === true;
  const predict = (given: string): void => {
    const found = classifier.classify(given);
    const traced = trace ? classifier.trace(given) : undefined;
    if (json) {
      stdout.write(
        `${JSON.stringify({ text: given, ...found, ...(traced && { trace: traced }) })}\n`,
      );
      return;
    }
    stdout.write(`${found.className} ${found.probability.toFixed(4)}  ${given}\n`);
    if (found.readCount === 0) stderr.write("No word of this text is known to the model.\n");
    if (traced) stdout.write(`${tracedLine(traced, classifier.classNames[1], colors)}\n`);
  };
  if (text !== undefined) {
    predict(text);
    return;
  }
  const input = file === undefined ? stdin : (await opened(file)).createReadStream();
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== "") predict(line);
  }
}

async function opened(file: string): Promise<Awaited<ReturnType<typeof open>>> {
  try {
    return await open(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`--file: expected a readable file, got ${code} (at ${file}).`, { cause });
  }
}
