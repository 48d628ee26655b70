import type { JobResult, Study, StudyEvent } from "@rnn/sweep";
import type { Steps } from "../progress/show-steps.ts";
import type { StudyFolder } from "./study-folder.ts";

/**
 * Takes in results as they come, writes them into the study's journal, and shows how far the study is.
 * @param isTimed whether a training is at work from its start to its end, and does not wait in a queue
 */
export function followStudy(
  { metric }: Study,
  folder: StudyFolder,
  results: Map<string, JobResult>,
  { steps, isTimed }: { readonly steps: Steps; readonly isTimed: boolean },
): (event: StudyEvent) => void {
  let best: number | undefined;
  return (event) => {
    const { kind, job } = event;
    if (kind === "started") return;
    if (kind === "lost") {
      folder.note({ kind, key: job.key, attempt: event.attempt, reason: event.reason });
      return;
    }
    const { result } = event;
    results.set(job.key, result);
    if (kind === "finished") {
      const durationMs = Math.round(event.durationMs);
      folder.note({ kind, key: job.key, ...(isTimed && { durationMs }) });
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
