import { access, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { plainText } from "@rnn/labelled-text/display";
import { checkReportData, checkReportTimings, renderReportHtml } from "@rnn/run-report";
import type { Command } from "commander";
import { describeFileError } from "../files/describe-file-error.ts";
import { dropFunctionName } from "../options/drop-function-name.ts";
import { RunFolder } from "../run/run-folder.ts";
import type { CommandContext } from "./command-module.ts";

export function declare(command: Command): Command {
  return command
    .summary("writes the report of a run or a study again, as one HTML file")
    .description(
      "Writes report.html in the folder of a finished run or of a study again, from what it kept.",
    )
    .argument("<run>", "the folder of a run or of a study");
}

export async function run(command: Command, { stdout }: CommandContext): Promise<void> {
  const [path] = command.args;
  if (await isStudy(path)) {
    const { writeStudyPage } = await import("../sweep/write-study.ts");
    await writeStudyPage(path);
    stdout.write(`Written to ${plainText(join(path, "report.html"))}\n`);
    return;
  }
  const data = await readChecked(join(path, "report.json"), checkReportData);
  const timings = await readChecked(join(path, "timings.json"), checkReportTimings);
  const folder = await RunFolder.open(path, "report");
  try {
    const page = await renderReportHtml(data, { ...timings, run: basename(resolve(path)) });
    await folder.write("report.html", page);
  } finally {
    await folder.discard();
  }
  stdout.write(`Written to ${plainText(join(path, "report.html"))}\n`);
}

function isStudy(path: string): Promise<boolean> {
  return access(join(path, "study.json")).then(
    () => true,
    () => false,
  );
}

async function readChecked<T>(path: string, check: (value: unknown) => T): Promise<T> {
  const value = await readJson(path);
  try {
    return check(value);
  } catch (cause) {
    throw new Error(`report: ${dropFunctionName(cause)} The file is ${path}.`, { cause });
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Error(
      `report: expected the folder of a finished run, got ${describeFileError(cause)} (${path}).`,
      { cause },
    );
  }
}
