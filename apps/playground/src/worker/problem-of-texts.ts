import { LabelledTextError } from "@rnn/labelled-text";
import { problemError } from "../problem/problem.ts";

/** An error of reading texts as a problem of the page; another as it is. */
export function problemOfTexts(error: unknown): unknown {
  if (!(error instanceof LabelledTextError)) return error;
  const { code, location, line } = error;
  const where = line === undefined ? location : `${location}:${line}`;
  return problemError(code, where, inWordsOfThePage(error.message));
}

/** Without the function's name and without options, which nobody can give here: a table's header names its columns. */
function inWordsOfThePage(whole: string): string {
  const message = whole
    .replace(/^readLabelledTexts: /, "")
    .replace(/, or (name the right column: --)/, ". N$1");
  const [said, ...advice] = message.split(/(?<=[.)]) (?=[A-Z])/);
  const isOption = (sentence: string): boolean => /--[a-z]/.test(sentence);
  if (!advice.some(isOption)) return message;
  return [said, ...advice.filter((sentence) => !isOption(sentence)), columnAdvice].join(" ");
}

const columnAdvice = "Call the column of texts “text” and that of the classes “label”.";
