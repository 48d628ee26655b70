import * as v from "valibot";
import { reportData1, reportData2 } from "./earlier-formats.ts";
import { readChecked } from "./read-checked.ts";
import { type ReportData, reportFormat } from "./report-data.ts";
import { count, reportData } from "./report-schema.ts";

/**
 * The value as what a report shows, without what this version does not know. A report of an earlier format
 * comes back in today's.
 *
 * @throws TypeError where it is of a later format, or a part of it is missing or impossible: with the place
 * @example
 * ```ts no-run
 * checkReportData(JSON.parse(await readFile("runs/first/report.json", "utf8")));
 * ```
 */
export function checkReportData(value: unknown): ReportData {
  const found = v.safeParse(v.object({ format: count }), value);
  const format = found.success ? found.output.format : reportFormat;
  switch (format) {
    case 1:
      return readChecked(reportData1, value, "checkReportData", "a report");
    case 2:
      return readChecked(reportData2, value, "checkReportData", "a report");
    case reportFormat:
      return readChecked(reportData, value, "checkReportData", "a report");
    default:
      throw new TypeError(
        `checkReportData: expected a report of format 1 to ${reportFormat}, got one of format ` +
          `${format}. Read it with the version of rnn-train that wrote it.`,
      );
  }
}
