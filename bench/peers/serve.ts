/**
 * A tool in a process of its own, driven by lines of JSON. It says `{"ready": name}` or `{"missing": why}`,
 * and then answers
 *
 *   {"check": n}       with the batch losses of an epoch over the first n training reviews, from the
 *                      job's weights, and the probabilities that follow for the first of those predicted
 *   {"train": n}       with the milliseconds of training on the first n batches of an epoch
 *   {"predict": n}     with those of a forward pass over the first n reviews that are predicted
 *   {"end": true}      with its peak memory in MiB
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { peakMiB } from "./peak-mib.ts";

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
  predict(count: number): Promise<undefined>;
}

/** Probabilities that a check compares. */
export const checkedProbabilities = 500;

/** The pinned version of one of the peers. */
export function versionOf(name: string): string {
  const manifest = readFileSync(new URL("package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { dependencies: Record<string, string> }).dependencies[name];
}

/** Opens a tool, and answers until asked to end. */
export async function serve(open: () => Promise<Peer>): Promise<void> {
  const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);
  let peer: Peer;
  try {
    peer = await open();
  } catch (error) {
    say({ missing: error instanceof Error ? error.message.split("\n")[0] : String(error) });
    return;
  }
  say({ ready: peer.name });
  for await (const line of createInterface({ input: process.stdin })) {
    const { check, train, predict } = JSON.parse(line) as Record<string, number | undefined>;
    if (check !== undefined) {
      const { losses, probabilities } = await peer.check(check);
      say({ losses: Array.from(losses), probabilities: Array.from(probabilities) });
    } else if (train !== undefined || predict !== undefined) {
      const started = performance.now();
      const ms = await (train === undefined ? peer.predict(predict ?? 0) : peer.train(train));
      say({ ms: ms ?? performance.now() - started });
    } else {
      say({ peakMiB: peakMiB() });
      break;
    }
  }
  process.exit(0);
}
