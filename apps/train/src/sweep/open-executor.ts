import { type Executor, listBrackets, type Study } from "@rnn/sweep";
import type { TrialWork } from "../queue/work.ts";
import type { StudyGround } from "./study-ground.ts";
import type { TrialOrigin } from "./trial-options.ts";
import { TrialPool } from "./trial-pool.ts";

/** Who trains. */
interface ExecutorOptions {
  readonly workers?: number;
  readonly queue?: string;
  readonly shared?: string;
  readonly onNotice: (notice: string) => void;
}

/** So many trainings are in a queue at a time: enough for any number of workers, and little for Redis. */
const queued = 1000;

/**
 * Threads of this process, which start while the data is read and have it then, or the workers of a queue beside them.
 * @throws what finding the data throws; nothing is open then
 */
export async function openExecutor(
  study: Study,
  origin: TrialOrigin,
  finding: Promise<StudyGround>,
  { workers, queue, shared, onNotice }: ExecutorOptions,
): Promise<Executor> {
  const { epochs, seeds } = study;
  if (queue === undefined) {
    const pool = new TrialPool({ origin, epochs, workers });
    try {
      const { options, data } = await finding;
      pool.share(options, data);
      return pool;
    } catch (error) {
      await pool.close();
      throw error;
    }
  }
  const { ground, options, data } = await finding;
  const openPool = (): TrialPool => {
    const pool = new TrialPool({ origin, epochs, workers });
    pool.share(options, data);
    return pool;
  };
  const [{ configurations }] = listBrackets(study);
  const first = { options: configurations[0], seed: seeds[0] };
  const work: TrialWork = { kind: "trial", ground, epochs, first };
  const { openQueueExecutor } = await import("../queue/open-queue-executor.ts");
  const { folder } = origin;
  return openQueueExecutor(work, openPool, {
    queue,
    shared,
    workers,
    folder,
    concurrency: queued,
    onNotice,
  });
}
