import { once } from "node:events";
import { plainText } from "@rnn/labelled-text/display";
import type { Classification } from "@rnn/text-classifier";
import { type Command, InvalidArgumentError, Option } from "commander";
import { commandName } from "../command-name.ts";
import { loadClassifier } from "../model/load-classifier.ts";
import { modelArgument } from "../model/read-model.ts";
import { addDetailOptions, type DetailOptions, detailOf } from "../options/detail-options.ts";
import { rejectBelow } from "../options/option-kinds.ts";
import {
  addTableOptions,
  refuseTableOptions,
  type TableOptions,
  tableOptionsOf,
} from "../options/table-options.ts";
import type { GivenText } from "../predict/read-given-texts.ts";
import { showSteps } from "../progress/show-steps.ts";
import { toJsonLine } from "../to-json-line.ts";
import type { CommandContext } from "./command-module.ts";

interface PredictOptions extends TableOptions, DetailOptions {
  readonly file?: string;
  readonly top?: number;
  readonly rejectBelow?: number;
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
  addTableOptions(command, { labelled: false })
    .addOption(
      new Option("--top <count>", "the likeliest classes, so many of them").argParser(parseTop),
    )
    .addOption(rejectBelow("default: as the model was trained"));
  return addDetailOptions(command)
    .option("--json", "a JSON object a line")
    .showHelpAfterError(
      `Run ${commandName} predict --help for the options. Put a text of several words in quotes. A text that begins with - goes after --.`,
    );
}

export async function run(
  command: Command,
  { stdin, stdout, stderr }: CommandContext,
): Promise<void> {
  const given = command.opts<PredictOptions>();
  const { file, top, rejectBelow: bound, json, ...rest } = given;
  const [model, text] = command.args as [model: string, text?: string];
  if (text !== undefined && file !== undefined) {
    command.error("error: expected a text or option '--file <path>', got both.");
  }
  if (text !== undefined && text !== "-") refuseTableOptions(command, rest);
  const { groupArrived } = await import("../predict/group-arrived.ts");
  const { formatPrediction } = await import("../predict/format-prediction.ts");
  const { makePrediction } = await import("../predict/make-prediction.ts");
  const { readGivenTexts } = await import("../predict/read-given-texts.ts");
  const { describePrediction } = await import("@rnn/text-classifier");
  const classifier = await loadClassifier(model, bound);
  const { classNames } = classifier;
  const detail = detailOf(given);
  const style = {
    classNames,
    colors: stdout.isTTY === true && stdout.hasColors?.() === true,
  };
  const shown = json ? (top ?? classNames.length) : top;
  const predict = async (group: readonly GivenText[]): Promise<void> => {
    const texts = group.map((each) => each.text);
    const all = classifier.classifyAll(texts, shown === undefined ? {} : { top: shown });
    for (const [i, found] of all.entries()) await write(group[i], found);
  };
  const write = async (one: GivenText, found: Classification): Promise<void> => {
    const prediction = makePrediction(classifier, { text: one.text, found }, detail);
    const written = stdout.write(
      json
        ? toJsonLine(describePrediction(prediction))
        : `${formatPrediction(prediction, style)}\n`,
    );
    if (found.readCount === 0 && !json) {
      const token = classifier.tokens === "characters" ? "character" : "word";
      stderr.write(`No ${token} of ${plainText(one.name)} is known to the model.\n`);
    }
    if (!written) await once(stdout, "drain");
  };
  if (text !== undefined && text !== "-") {
    await predict([{ text, name: "this text" }]);
    return;
  }
  const onRemark = (remark: string) => stderr.write(`Note: ${plainText(remark)}\n`);
  const steps = showSteps(stderr, false);
  const sources = { stdin, table: tableOptionsOf(rest), onRemark, steps };
  const groups = groupArrived(readGivenTexts(file, sources), groupLimits);
  for await (const group of groups) await predict(group);
}

/** How many texts are classified together at most, and how many characters of them. */
const groupLimits = {
  most: 64,
  mostSize: 1_000_000,
  sizeOf: (given: GivenText) => given.text.length,
};

function parseTop(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1) return count;
  throw new InvalidArgumentError("Expected a whole number from 1 on.");
}
