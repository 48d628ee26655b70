import {
  formatLeaderboardCsv,
  type JobRecord,
  type JobStore,
  keyOfOptions,
  type StudyRecord,
} from "@rnn/sweep";
import type { StudyFolder } from "./study-folder.ts";

/** Writes what a study found: the record, the leaderboard, the best network. */
export async function writeStudy(
  folder: StudyFolder,
  record: StudyRecord,
  jobs: JobStore,
): Promise<void> {
  await folder.writeJson("study.json", record);
  await folder.write("leaderboard.csv", formatLeaderboardCsv(record));
  const best = findBest(record);
  const model = best && (await jobs.model(best.key));
  if (model) await folder.write("model.safetensors", model);
}

/** Of the first set of options the job of the best seed, at the last epoch. */
function findBest({ study, leaderboard, jobs }: StudyRecord): JobRecord | undefined {
  const { metric } = study;
  const sign = metric === "valLoss" ? 1 : -1;
  const [line] = leaderboard;
  if (line === undefined) return undefined;
  const value = ({ result }: JobRecord): number =>
    result.status === "completed" ? sign * result[metric] : Infinity;
  return jobs
    .filter(({ options, epochs }) => epochs === line.epochs && keyOfOptions(options) === line.key)
    .toSorted((a, b) => value(a) - value(b))
    .at(0);
}
