import { once } from "node:events";
import { plainText } from "@rnn/labelled-text/display";
import type { Command } from "commander";
import { commandName } from "../command-name.ts";
import { loadClassifier } from "../model/load-classifier.ts";
import { modelArgument } from "../model/read-model.ts";
import {
  addTableOptions,
  refuseTableOptions,
  type TableOptions,
  tableOptionsOf,
} from "../options/table-options.ts";
import { toJsonLine } from "../to-json-line.ts";
import type { CommandContext } from "./command-module.ts";

interface PredictOptions extends TableOptions {
  readonly file?: string;
  readonly trace?: true;
  readonly json?: true;
}

export function declare(command: Command): Command {
  command
    .summary("classifies text")
    .description(
      "The class and its probability, a line a text; from the argument, a file or stdin.",
    )
    .argument("<model>", modelArgument)
    .argument("[text]", "one text; without it or for -, the lines of --file or of stdin")
    .option("--file <path>", "a text a line, or a CSV, TSV or JSON table; - for stdin");
  return addTableOptions(command, { labelled: false })
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
  const { file, trace, json, ...rest } = command.opts<PredictOptions>();
  const [model, text] = command.args as [model: string, text?: string];
  if (text !== undefined && file !== undefined) {
    command.error("error: expected a text or option '--file <path>', got both.");
  }
  if (text !== undefined && text !== "-") refuseTableOptions(command, rest);
  const { formatPrediction } = await import("../predict/format-prediction.ts");
  const { readGivenTexts } = await import("../predict/read-given-texts.ts");
  const classifier = await loadClassifier(model);
  const style = {
    secondClass: classifier.classNames[1],
    colors: stdout.isTTY === true && stdout.hasColors?.() === true,
  };
  const predict = async (given: string, subject: string): Promise<void> => {
    const found = classifier.classify(given);
    const traced = trace && classifier.trace(given);
    const written = stdout.write(
      json
        ? toJsonLine({ text: given, ...found, ...(traced && { trace: traced }) })
        : `${formatPrediction({ text: given, found, trace: traced }, style)}\n`,
    );
    if (found.readCount === 0 && !json) {
      stderr.write(`No word of ${plainText(subject)} is known to the model.\n`);
    }
    if (!written) await once(stdout, "drain");
  };
  if (text !== undefined && text !== "-") {
    await predict(text, "this text");
    return;
  }
  const onRemark = (remark: string) => stderr.write(`Note: ${plainText(remark)}\n`);
  const sources = { stdin, table: tableOptionsOf(rest), onRemark };
  for await (const given of readGivenTexts(file, sources)) await predict(given.text, given.name);
}
