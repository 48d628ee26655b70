import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkReportData, type ReportTimings, reportHtml } from "@rnn/run-report";
import { RunFolder } from "../run/run-folder.ts";
import type { Streams } from "../streams.ts";

/** Makes the page of a run again from what the run kept. */
export async function rewriteReport(run: string, { stdout }: Streams): Promise<void> {
  const data = checkReportData(await readJson(join(run, "report.json")));
  const timings = (await readJson(join(run, "timings.json"))) as ReportTimings;
  const page = await reportHtml(data, timings);
  const folder = await RunFolder.open(run);
  try {
    await folder.write("report.html", page);
  } finally {
    await folder.discard();
  }
  stdout.write(`Written to ${join(run, "report.html")}\n`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(
      `report: expected the folder of a finished run, got ${code ?? message} (${path}).`,
      { cause },
    );
  }
}
