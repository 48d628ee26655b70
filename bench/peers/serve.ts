/**
 * A tool in a process of its own, driven by lines of JSON. It says `{"ready": name}` or `{"missing": why}`,
 * and then answers
 *
 *   {"check": n}       with the batch losses of an epoch over the first n training reviews, from the
 *                      job's weights, and the probabilities that follow for 500 validation reviews
 *   {"train": n}       with the milliseconds of training on the first n batches of an epoch
 *   {"validate": n}    with those of a forward pass over n validation reviews
 *   {"end": true}      with its peak memory in MiB
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { batchesOf, type Job, readJob, sizedJob } from "../job.ts";

/** What a check gives. */
export interface Checked {
  readonly losses: ArrayLike<number>;
  readonly probabilities: ArrayLike<number>;
}

/** A tool that answers. */
export interface Peer {
  readonly name: string;
  check(count: number): Promise<Checked>;
  /** Gives the milliseconds itself where it timed more than it was asked for. */
  train(batches: number): Promise<number | undefined>;
  validate(count: number): Promise<undefined>;
}

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

/** The pinned version of one of the peers. */
export function versionOf(name: string): string {
  const manifest = readFileSync(new URL("package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { dependencies: Record<string, string> }).dependencies[name];
}

/** Serves a training loop. */
export function fromSteps(job: Job, steps: Steps): Peer {
  const order = batchesOf(job.x.shape[0]);
  return {
    name: steps.name,
    async check(count) {
      steps.reset();
      const losses: number[] = [];
      for (const rows of batchesOf(count)) losses.push(await steps.step(rows));
      return { losses, probabilities: await steps.probabilities(500) };
    },
    async train(batches) {
      for (const rows of order.slice(0, batches)) await steps.step(rows);
      return undefined;
    },
    async validate(count) {
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

/** Opens a tool on the job that the command line names, and answers until asked to end. */
export async function serve(open: (job: Job) => Peer | Promise<Peer>): Promise<void> {
  const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);
  let peer: Peer;
  try {
    peer = await open(await namedJob(process.argv[2]));
  } catch (error) {
    say({ missing: error instanceof Error ? error.message.split("\n")[0] : String(error) });
    return;
  }
  say({ ready: peer.name });
  for await (const line of createInterface({ input: process.stdin })) {
    const { check, train, validate } = JSON.parse(line) as Record<string, number | undefined>;
    if (check !== undefined) {
      const { losses, probabilities } = await peer.check(check);
      say({ losses: Array.from(losses), probabilities: Array.from(probabilities) });
    } else if (train !== undefined || validate !== undefined) {
      const started = performance.now();
      const ms = await (train === undefined ? peer.validate(validate ?? 0) : peer.train(train));
      say({ ms: ms ?? performance.now() - started });
    } else {
      say({ peakMiB: process.resourceUsage().maxRSS / 1024 });
      break;
    }
  }
  process.exit(0);
}
