import type { StudyRecord } from "./describe-study.ts";
import type { JsonValue } from "./json.ts";

/**
 * The leaderboard as CSV (RFC 4180), a line a set of options, the best first. A text that a spreadsheet would compute,
 * as `=1+1`, is led by an apostrophe.
 */
export function formatLeaderboardCsv({ study, leaderboard }: StudyRecord): string {
  const names = Object.keys(study.space);
  const head = ["rank", ...names, "epochs", study.metric, "spread", "completed", "failures"];
  const rows = leaderboard.map((line) => [
    line.rank,
    ...names.map((name) => line.options[name]),
    line.epochs,
    line.mean,
    line.spread,
    line.completed,
    line.failures,
  ]);
  return [head, ...rows].map((row) => `${row.map(formatField).join(",")}\r\n`).join("");
}

function formatField(value: JsonValue): string {
  if (value === null) return "";
  const text =
    typeof value === "string" ? value.replace(/^[=+\-@\t\r]/, "'$&") : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
