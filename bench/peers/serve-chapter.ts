/** Tools on the chapter's job. */
import { batchesOf } from "../jobs/batches-of.ts";
import { batchSize, type Job, readJob, sizedJob } from "../jobs/chapter-job.ts";
import { checkedProbabilities, type Peer, serve } from "./serve.ts";

/** A training loop written by hand over some tool. */
export interface Steps {
  readonly name: string;
  /** Goes back to the job's weights. */
  reset(): void;
  /** Trains on one batch, and gives its loss before the update. */
  step(rows: Int32Array): number | Promise<number>;
  /** Of the first `count` validation reviews. */
  probabilities(count: number): ArrayLike<number> | Promise<ArrayLike<number>>;
}

/** Serves a training loop. */
export function fromSteps(job: Job, steps: Steps): Peer {
  const order = batchesOf(job.x.shape[0], batchSize);
  return {
    name: steps.name,
    async check(count) {
      steps.reset();
      const losses: number[] = [];
      for (const rows of batchesOf(count, batchSize)) losses.push(await steps.step(rows));
      return { losses, probabilities: await steps.probabilities(checkedProbabilities) };
    },
    async train(batches) {
      for (const rows of order.slice(0, batches)) await steps.step(rows);
      return undefined;
    },
    async predict(count) {
      await steps.probabilities(count);
      return undefined;
    },
  };
}

/** A job from a file, or one of a size: `reviews,steps,features,cells`. */
async function namedJob(name: string): Promise<Job> {
  if (name.endsWith(".npz")) return readJob(name);
  const [count, steps, features, cells] = name.split(",").map(Number);
  return sizedJob(count, steps, features, cells);
}

/** Serves a tool on the job that the command line names. */
export async function serveChapter(open: (job: Job) => Peer | Promise<Peer>): Promise<void> {
  await serve(async () => open(await namedJob(process.argv[2])));
}
