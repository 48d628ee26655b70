/** What a study costs beside its trainings: a job, and two workers where there was one. */
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { listStudyJobs, type StudyJob } from "../jobs/study-jobs.ts";
import { here } from "../runner/paths.ts";

/** Something measured once, as the bench of @rnn/sweep prints it. */
export interface JobCost {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** A study by one worker and by two. */
export interface WorkersRow {
  readonly title: string;
  readonly trainings: number;
  readonly oneMs: number;
  readonly twoMs: number;
}

/** What jobs cost that compute nothing, by threads, a queue, and plain BullMQ. */
export function measureJobCosts(quick: boolean): JobCost[] {
  const flags = ["--conditions=@rnn/source", "--import", "tsx"];
  const args = [...flags, "bench/index.ts", "--json", ...(quick ? ["--quick"] : [])];
  return JSON.parse(runNode(args, here("../packages/sweep"))) as JobCost[];
}

/** Studies by one worker and by two, whose results are the same bytes. */
export async function measureWorkers(folder: string, quick: boolean): Promise<WorkersRow[]> {
  const rows: WorkersRow[] = [];
  for (const [i, job] of (await listStudyJobs(folder, quick)).entries()) {
    const own = path.join(folder, `study-${i}`);
    const [one, two] = [await timeStudy(job, own, 1), await timeStudy(job, own, 2)];
    if (one.result !== two.result) {
      throw new Error(
        `bench: expected equal bytes of one worker and two, got others: ${job.title}`,
      );
    }
    const { title, trainings } = job;
    rows.push({ title, trainings, oneMs: one.ms, twoMs: two.ms });
  }
  return rows;
}

async function timeStudy(
  { study }: StudyJob,
  place: string,
  workers: number,
): Promise<{ readonly ms: number; readonly result: string }> {
  const config = `${place}.json`;
  await writeFile(config, JSON.stringify(study));
  const out = `${place}-${workers}`;
  const app = here("../apps/train/dist/main.js");
  const args = ["sweep", "--config", config, "--out", out, "--workers", String(workers)];
  const started = performance.now();
  runNode([app, ...args, "--quiet"], here("."));
  const ms = performance.now() - started;
  return { ms, result: await readFile(path.join(out, "study.json"), "utf8") };
}

/** Its standard output. @throws Error with what it wrote where it fails */
function runNode(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status === 0) return stdout;
  throw new Error(`bench: expected ${args.join(" ")} to succeed, got: ${stderr}`);
}
