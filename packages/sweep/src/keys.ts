import { createHash } from "node:crypto";
import { type JsonRecord, toCanonicalJson } from "./json.ts";

/** What a trial's numbers depend on besides its options and its seed. */
export interface Ground {
  /** The SHA-256 of the data, in hexadecimal. */
  readonly data: string;
  /** Of the numbers: another version may give others for the same options. */
  readonly numbers: string;
  readonly engine: string;
}

/** The key of one set of options: SHA-256 of their canonical JSON, in hexadecimal. Ties are decided by it. */
export function keyOfOptions(options: JsonRecord): string {
  return sha256(toCanonicalJson(options));
}

/** The key of a trial: one set of options with one seed, on given ground. */
export function keyOfTrial(options: JsonRecord, seed: number, ground: Ground): string {
  const { data, numbers, engine } = ground;
  return sha256(toCanonicalJson({ options, seed, data, numbers, engine }));
}

/** The key of a job: a trial up to an epoch. */
export function keyOfJob(trial: string, epochs: number): string {
  return sha256(toCanonicalJson({ trial, epochs }));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
