import { plainText } from "@rnn/labelled-text/display";
import type { LeaderboardLine, Study, StudyRecord } from "@rnn/sweep";

const shownLines = 10;

/** The best sets of options as a table, and how many trainings there were. */
export function formatLeaderboard({ study, leaderboard, jobs }: StudyRecord): string {
  const names = Object.keys(study.space);
  const rows = leaderboard.slice(0, shownLines).map((line) => formatLine(line, study));
  const head = ["", ...names, "epochs", study.metric, study.seeds.length > 1 ? "spread" : "", ""];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, i) => plainText(cell).padStart(widths[i]))
      .join("  ")
      .trimEnd(),
  );
  const more = leaderboard.length - rows.length;
  const failed = jobs.filter(({ result }) => result.status === "failed").length;
  const epochs = jobs.reduce((sum, job) => sum + job.epochs - job.fromEpoch, 0);
  return [
    ...lines,
    ...(more > 0 ? [`and ${more} more in leaderboard.csv`] : []),
    "",
    `${count(jobs.length, "training")} of ${count(epochs, "epoch")} in all${failed > 0 ? `, ${failed} of them failed` : ""}.`,
  ].join("\n");
}

function count(number: number, of: string): string {
  return `${number} ${of}${number === 1 ? "" : "s"}`;
}

function formatLine(line: LeaderboardLine, { space, seeds }: Study): string[] {
  const { rank, options, epochs, mean, spread, failures } = line;
  const values = Object.keys(space).map((name) => JSON.stringify(options[name]));
  const score = mean === null ? "failed" : mean.toFixed(4);
  const spreadShown = seeds.length > 1 ? spread.toFixed(4) : "";
  const failed = failures > 0 ? `${failures} failed` : "";
  return [String(rank), ...values, String(epochs), score, spreadShown, failed];
}
