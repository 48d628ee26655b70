/** The figures of studies as Markdown tables. */
import type { JobCost, WorkersRow } from "../measure/measure-studies.ts";
import { formatSeconds, table } from "./format.ts";

/** What jobs cost that compute nothing. */
export function jobCostTable(costs: readonly JobCost[]): string {
  return table(
    ["measured", "value"],
    costs.map(({ name, value, unit }) => [
      name,
      `${value < 10 ? value.toPrecision(2) : value.toFixed(0)} ${unit}`,
    ]),
  );
}

/** How much sooner two workers have done a study than one. */
export function workersTable(rows: readonly WorkersRow[]): string {
  return table(
    ["study", "trainings", "one worker, s", "two, s", "times"],
    rows.map(({ title, trainings, oneMs, twoMs }) => [
      title,
      String(trainings),
      formatSeconds(oneMs),
      formatSeconds(twoMs),
      (oneMs / twoMs).toFixed(2),
    ]),
  );
}
