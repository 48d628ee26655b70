import type { JobResult, Study, StudyEvent } from "@rnn/sweep";
import type { Steps } from "../progress/show-steps.ts";
import type { StudyFolder } from "./study-folder.ts";

/** Takes in results as they come, writes them into the study's journal, and shows how far the study is. */
export function followStudy(
  { metric }: Study,
  folder: StudyFolder,
  results: Map<string, JobResult>,
  steps: Steps,
): (event: StudyEvent) => void {
  let best: number | undefined;
  return (event) => {
    const { kind, job } = event;
    const at = new Date().toISOString();
    if (kind === "started") return;
    if (kind === "lost") {
      folder.note({ at, kind, key: job.key, attempt: event.attempt, reason: event.reason });
      return;
    }
    const { result } = event;
    results.set(job.key, result);
    if (kind === "finished") {
      folder.note({ at, kind, key: job.key, durationMs: Math.round(event.durationMs) });
    }
    if (result.status === "completed") {
      const value = result[metric];
      const isBetter = best === undefined || (metric === "valLoss" ? value < best : value > best);
      if (isBetter) best = value;
    }
    const shown = best === undefined ? "" : `, best ${metric} ${best.toFixed(4)}`;
    const done = results.size === 1 ? "1 training" : `${results.size} trainings`;
    steps.show(`${done} done${shown}`);
  };
}
