/**
 * Damaged files for the tests of readers: valid ones with bytes flipped, overwritten, cut off, put in, taken
 * out and spliced in from another. A reader must refuse each with its package's error or give a whole
 * valid result:
 *
 *     testMutations({ format: "npy", originals, read: decodeNpy, isWhole, isRefusal });
 *
 * runs 2,000 of them, or 10,000 where RNN_THOROUGH is set; a failure prints the seed that
 * brings it back and the smallest such file. `node scripts/fuzz.mjs 600` runs each format for ten minutes
 * instead, and there no file may take long.
 */
import process from "node:process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isThorough } from "./is-thorough.ts";

/** A format and its reader. */
export interface MutatedFormat<T> {
  /** What the files are, for the test's name. */
  format: string;
  /** Valid files, small, that between them show all that the format has. */
  originals: readonly Uint8Array[];
  /** Finishes a damaged file, such as by a new checksum, so that the damage gets past the first check. */
  finish?: (damaged: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  read: (bytes: Uint8Array) => T | Promise<T>;
  /** Whether a result is a valid one, with all its parts. */
  isWhole: (result: T) => boolean | Promise<boolean>;
  /** Whether an error is the package's own for bad files. */
  isRefusal: (error: unknown) => boolean;
}

/** What a run met. */
export interface MutationCounts {
  format: string;
  files: number;
  read: number;
  /** Refusals by the error's code. */
  refused: Record<string, number>;
  slowestMs: number;
}

declare module "vitest" {
  interface TaskMeta {
    mutations?: MutationCounts;
  }
}

/** Milliseconds of the processor's time that no file may take in a long run; the slowest took 58. */
const longRunLimitMs = 1000;

/** Registers the test of one format. */
export function testMutations<T>(options: MutatedFormat<T>): void {
  const { format, originals, finish = (bytes) => bytes, read, isWhole, isRefusal } = options;
  const seconds = numberFrom("RNN_FUZZ_SECONDS") ?? 0;
  const numRuns = isThorough ? 10_000 : 2000;
  const limitMs = seconds > 0 ? longRunLimitMs : Infinity;
  const amount = seconds > 0 ? `${seconds} s of` : numRuns.toLocaleString("en");
  const timeout = 900_000 + seconds * 1000;
  test(`${amount} damaged ${format} files are each read whole or refused by the package's own error`, {
    timeout,
  }, async ({ task }) => {
    const counts: MutationCounts = { format, files: 0, read: 0, refused: {}, slowestMs: 0 };
    task.meta.mutations = counts;
    const property = fc.asyncProperty(mutationsOf(originals), async (damaged) => {
      const bytes = await finish(damaged);
      // Not the clock's time, which would count whatever else the machine does.
      const started = process.cpuUsage();
      const outcome = await attempt(() => read(bytes));
      const { user, system } = process.cpuUsage(started);
      const durationMs = (user + system) / 1000;
      counts.files++;
      counts.slowestMs = Math.max(counts.slowestMs, durationMs);
      if (durationMs > limitMs) throw new Error(`${format}: ${durationMs} ms for one file`);
      if ("result" in outcome) {
        counts.read++;
        return isWhole(outcome.result);
      }
      if (!isRefusal(outcome.error)) throw outcome.error;
      const { code } = outcome.error as { code: string };
      counts.refused[code] = (counts.refused[code] ?? 0) + 1;
      return true;
    });
    const bounds =
      seconds > 0
        ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seconds * 1000 }
        : { numRuns };
    await fc.assert(property, { ...bounds, endOnFailure: seconds > 0 });
    expect(counts.read + sum(Object.values(counts.refused))).toBe(counts.files);
  });
}

/** The number above 0 that an environment variable holds; undefined where it is not set. */
function numberFrom(variable: string): number | undefined {
  const { [variable]: text = "" } = process.env;
  if (text === "") return undefined;
  const value = Number(text);
  if (value > 0) return value;
  throw new RangeError(
    `testMutations: expected ${variable} to be a number above 0, got "${text}".`,
  );
}

async function attempt<T>(read: () => T | Promise<T>): Promise<{ result: T } | { error: unknown }> {
  try {
    return { result: await read() };
  } catch (error) {
    return { error };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

type Change = (bytes: Uint8Array, other: Uint8Array) => Uint8Array;

/** Any of the originals after one to four changes. Places and lengths are numbers from 0 on, taken modulo. */
function mutationsOf(originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(0xffffff);
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(flip) },
    { weight: 2, arbitrary: fc.tuple(place, fc.constantFrom(...extremes)).map(overwrite) },
    { weight: 1, arbitrary: place.map(cutOff) },
    { weight: 1, arbitrary: fc.tuple(place, fc.uint8Array({ maxLength: 12 })).map(putIn) },
    { weight: 1, arbitrary: fc.tuple(place, fc.integer({ min: 1, max: 40 })).map(takeOut) },
    { weight: 2, arbitrary: fc.tuple(place, place, place, place).map(splice) },
  );
  const original = fc.constantFrom(...originals);
  return fc
    .tuple(original, original, fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([bytes, other, changes]) =>
      changes.reduce((damaged, apply) => apply(damaged, other), bytes),
    );
}

/** Numbers that lengths and offsets get wrong: 0, -1, the signed and unsigned ends, of 1 to 8 bytes. */
const extremes = [1, 2, 4, 8].flatMap((width) => [
  new Uint8Array(width),
  new Uint8Array(width).fill(0xff),
  new Uint8Array(width).fill(0xff, 0, width - 1).fill(0x7f, width - 1),
  new Uint8Array(width).fill(0x80, width - 1),
  new Uint8Array(width).fill(1, 0, 1),
]);

const flip =
  ([at, mask]: [number, number]): Change =>
  (bytes) => {
    const damaged = bytes.slice();
    if (damaged.length > 0) damaged[at % damaged.length] ^= mask;
    return damaged;
  };

const overwrite =
  ([at, value]: [number, Uint8Array]): Change =>
  (bytes) => {
    const start = at % (bytes.length + 1);
    return replace(bytes, start, start + value.length, value);
  };

const cutOff =
  (length: number): Change =>
  (bytes) =>
    bytes.slice(0, length % (bytes.length + 1));

const putIn =
  ([at, value]: [number, Uint8Array]): Change =>
  (bytes) => {
    const start = at % (bytes.length + 1);
    return replace(bytes, start, start, value);
  };

const takeOut =
  ([at, count]: [number, number]): Change =>
  (bytes) => {
    const start = at % (bytes.length + 1);
    return replace(bytes, start, start + count, new Uint8Array());
  };

const splice =
  ([at, count, from, length]: [number, number, number, number]): Change =>
  (bytes, other) => {
    const start = at % (bytes.length + 1);
    const end = start + (count % (bytes.length - start + 1));
    const first = from % (other.length + 1);
    const piece = other.subarray(first, first + (length % (other.length - first + 1)));
    return replace(bytes, start, end, piece);
  };

function replace(bytes: Uint8Array, start: number, end: number, value: Uint8Array): Uint8Array {
  const rest = bytes.subarray(end);
  const result = new Uint8Array(start + value.length + rest.length);
  result.set(bytes.subarray(0, start));
  result.set(value, start);
  result.set(rest, start + value.length);
  return result;
}
