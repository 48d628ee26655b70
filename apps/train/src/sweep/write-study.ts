import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { renderStudyHtml, type StudyReport } from "@rnn/run-report";
import {
  formatLeaderboardCsv,
  formatOptunaJournal,
  type JobRecord,
  type JobStore,
  keyOfOptions,
  type StudyRecord,
} from "@rnn/sweep";
import { describeFileError } from "../files/describe-file-error.ts";
import { writeFile } from "../run/write-file.ts";
import type { StudyFolder } from "./study-folder.ts";
import { readCost } from "./study-journal.ts";

/** Writes what a study found: the record, the leaderboard, the best network. */
export async function writeStudy(
  folder: StudyFolder,
  record: StudyRecord,
  jobs: JobStore,
): Promise<void> {
  await folder.writeJson("study.json", record);
  await folder.write("leaderboard.csv", formatLeaderboardCsv(record));
  await folder.write("optuna.log", formatOptunaJournal(record, "study"));
  await folder.write("report.html", await renderStudyPage(record, folder.path));
  const best = findBest(record);
  const model = best && (await jobs.model(best.key));
  if (model) await folder.write("model.safetensors", model);
}

/**
 * Writes the page of a study again, from its record.
 * @throws Error where the record is not one of this version
 */
export async function writeStudyPage(path: string): Promise<void> {
  const file = join(path, "study.json");
  const record = await readFile(file, "utf8")
    .then((text) => JSON.parse(text) as StudyReport & { readonly format?: unknown })
    .catch((cause: unknown) => {
      throw new Error(
        `report: expected the record of a study, got ${describeFileError(cause)} (${file}).`,
        {
          cause,
        },
      );
    });
  if (record.format !== "1") {
    throw new Error(
      `report: expected a study of format 1, got ${JSON.stringify(record.format)} (${file}). ` +
        "A later version of this program wrote it: use that one.",
    );
  }
  await writeFile(join(path, "report.html"), await renderStudyPage(record, path));
}

/** The page of a study, called as its folder is, with what its journal says of its cost. */
async function renderStudyPage(record: StudyReport, path: string): Promise<string> {
  return renderStudyHtml(record, `Study ${basename(resolve(path))}`, await readCost(path));
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
