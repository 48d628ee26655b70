import { Child } from "./child.ts";

/**
 * Milliseconds of training on so many batches, in a process of its own: the fastest of at least `least`
 * timings after a first one, and of half a second's worth of fast ones.
 */
export async function timeTraining(
  command: readonly string[],
  job: string,
  batches: number,
  least: number,
): Promise<number> {
  const child = new Child(command, job);
  const { missing } = await child.start();
  if (missing !== undefined) throw new Error(`growth: ${missing}`);
  const train = async () => (await child.ask({ train: batches })).ms ?? NaN;
  await train();
  const times: number[] = [];
  const ends = performance.now() + 500;
  while (times.length < least || performance.now() < ends) times.push(await train());
  await child.ask({ end: true });
  return Math.min(...times);
}
