/**
 * An epoch and a forward pass by every subject. Each runs in a process of its own; its losses and
 * probabilities are compared with the reference engine's before anything is timed; then all take turns, so
 * that a busy moment of the machine hits every one of them.
 */

import { checkAgainstReference, type Expected } from "./check-against-reference.ts";
import { type Answer, Child } from "./child.ts";
import { median } from "./statistics.ts";
import type { Subject, SubjectRow } from "./subject.ts";

/** What the subjects have in common. */
export interface Race<Reference> {
  readonly title: string;
  /** The job's file, as `Child` takes it. */
  readonly job: string;
  readonly rounds: number;
  /** A turn of a subject lasts at least so long, so that the fast have many timings to take the median of. */
  readonly turnMs: number;
  /** What a whole epoch and a whole prediction are. */
  readonly epochBatches: number;
  readonly predictedRows: number;
  readonly quick: boolean;
  readonly runReference: (subject: Subject<Reference>) => Promise<Expected>;
  /** Called after each round, with its number from 1 on. */
  readonly afterRound?: (round: number) => void;
}

interface Running<Reference> {
  readonly subject: Subject<Reference>;
  readonly name: string;
  readonly child: Child;
  readonly trainMs: number[];
  readonly predictMs: number[];
}

/** Runs all subjects for so many rounds: a row each, those that are missing last. */
export async function runSubjects<Reference>(
  subjects: readonly Subject<Reference>[],
  race: Race<Reference>,
): Promise<SubjectRow[]> {
  const { title, rounds, turnMs, afterRound } = race;
  const { running, missing } = await startSubjects(subjects, race);
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`${title}: round ${round} of ${rounds}\n`);
    for (const { subject, child, trainMs, predictMs } of running) {
      const turnEnds = performance.now() + turnMs;
      do {
        trainMs.push((await child.ask({ train: subject.batches })).ms ?? NaN);
        if (subject.predicted === 0) continue;
        predictMs.push((await child.ask({ predict: subject.predicted })).ms ?? NaN);
      } while (performance.now() < turnEnds);
    }
    afterRound?.(round);
  }
  const rows: SubjectRow[] = [];
  for (const each of running) rows.push(await endSubject(each, race));
  return [...rows, ...missing];
}

/** Starts all subjects at once, so that each is read in while others are checked, one after the other. */
async function startSubjects<Reference>(
  subjects: readonly Subject<Reference>[],
  { title, job, quick, runReference }: Race<Reference>,
) {
  const missing: SubjectRow[] = [];
  const running: Running<Reference>[] = [];
  const references = new Map<string, Promise<Expected>>();
  const started = subjects
    .filter(({ slow = false }) => !(quick && slow))
    .map((subject) => ({ subject, child: subject.command && new Child(subject.command, job) }));
  for (const { subject, child } of started) {
    const { key, tool, variant, reference, checked } = subject;
    const { ready, missing: why = "no answer" }: Answer = child
      ? await child.start()
      : { missing: subject.missing ?? "not here" };
    if (child === undefined || ready === undefined) {
      process.stderr.write(`${title}: without ${tool}, ${variant}: ${why}\n`);
      missing.push({ key, tool, variant, missing: why });
      continue;
    }
    process.stderr.write(`${title}: checking ${ready}, ${variant}\n`);
    const known = JSON.stringify([reference, checked]);
    const expected = references.get(known) ?? runReference(subject);
    references.set(known, expected);
    checkAgainstReference(
      `${ready}, ${variant}`,
      await child.ask({ check: checked }),
      await expected,
    );
    running.push({ subject, name: ready, child, trainMs: [], predictMs: [] });
  }
  return { running, missing };
}

/** Ends a subject's process and sums its timings up. */
async function endSubject<Reference>(
  { subject, name, child, trainMs, predictMs }: Running<Reference>,
  { epochBatches, predictedRows }: Race<Reference>,
): Promise<SubjectRow> {
  const scale = epochBatches / subject.batches;
  return {
    key: subject.key,
    tool: name,
    variant: subject.variant,
    epochMs: median(trainMs) * scale,
    fastestEpochMs: Math.min(...trainMs) * scale,
    timings: trainMs.length,
    ...(predictMs.length > 0 && {
      predictionMs: (median(predictMs) * predictedRows) / subject.predicted,
    }),
    peakMiB: (await child.ask({ end: true })).peakMiB ?? NaN,
    timedShare: 1 / scale,
  };
}
