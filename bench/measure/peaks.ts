/** How much of WebAssembly's multiply-add rate the products of a network reach. */
import { execFileSync } from "node:child_process";
import { here } from "../runner/paths.ts";
import type { SubjectRow } from "../runner/subject.ts";

const kinds = ["wasm", "relaxed"] as const;

/** One engine's share on one network. */
export interface PeakRow {
  readonly network: string;
  readonly key: (typeof kinds)[number];
  readonly peakGflops: number;
  readonly gflops: number;
}

/** The peaks of plain and relaxed SIMD: the fastest of all measurements, as if nothing else ran. */
export class Peaks {
  readonly #gflops = { wasm: 0, relaxed: 0 };

  /** Measures both once more. */
  measure(): void {
    for (const kind of kinds) this.#gflops[kind] = Math.max(this.#gflops[kind], peakOf(kind));
  }

  /** The best so far; 0 where this host has none. */
  of(kind: (typeof kinds)[number]): number {
    return this.#gflops[kind];
  }
}

/** The fastest epoch of one thread against the fastest multiply-adds. */
export function shareOfPeak(
  network: string,
  epochFlops: number,
  rows: readonly SubjectRow[],
  peaks: Peaks,
): PeakRow[] {
  return kinds.flatMap((key) => {
    const ms = rows.find((row) => row.key === key)?.fastestEpochMs;
    const peakGflops = peaks.of(key);
    if (ms === undefined || peakGflops === 0) return [];
    return [{ network, key, peakGflops, gflops: epochFlops / ms / 1e6 }];
  });
}

function peakOf(variant: (typeof kinds)[number]): number {
  const args = ["--import", "tsx", here("../packages/model/bench/peak-program.ts"), variant];
  try {
    const stdio = ["ignore", "pipe", "ignore"] as ["ignore", "pipe", "ignore"];
    const line = execFileSync(process.execPath, args, { cwd: here("."), encoding: "utf8", stdio });
    return (JSON.parse(line) as { gflops: number }).gflops;
  } catch {
    // This host cannot compile it; neither could it the kernels, which are then missing.
    return 0;
  }
}
