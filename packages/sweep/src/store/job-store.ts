/**
 * The outputs of jobs in a ResultStore. A job has up to three entries:
 *   <key>.checkpoint   where its training stands
 *   <key>.model        the trained network
 *   <key>.json         its result, as canonical JSON; written last, so that where it is, all are
 */
import type { JobOutput } from "../executor/executor.ts";
import type { JobResult } from "../job.ts";
import { toCanonicalJson } from "../json.ts";
import type { ResultStore } from "./result-store.ts";

/** The outputs of jobs, by key. */
export class JobStore {
  readonly #store: ResultStore;

  constructor(store: ResultStore) {
    this.#store = store;
  }

  /** @throws Error for bytes that are not a result */
  async result(key: string): Promise<JobResult | undefined> {
    const bytes = await this.#store.get(`${key}.json`);
    return bytes && readResult(key, bytes);
  }

  /** @throws Error where there is none */
  async checkpoint(key: string): Promise<Uint8Array> {
    const bytes = await this.#store.get(`${key}.checkpoint`);
    if (bytes !== undefined) return bytes;
    throw new Error(
      `runStudy: expected the checkpoint of job ${key}, got none. Remove ${key}.json, and it is computed again.`,
    );
  }

  /** The model that the job was asked to keep, if it was. */
  async model(key: string): Promise<Uint8Array | undefined> {
    return this.#store.get(`${key}.model`);
  }

  /** @throws ResultConflictError where another output is kept under the key */
  async put(key: string, { result, checkpoint, model }: JobOutput): Promise<void> {
    const entries: [string, Uint8Array][] = [];
    if (checkpoint) entries.push([`${key}.checkpoint`, checkpoint]);
    if (model) entries.push([`${key}.model`, model]);
    entries.push([`${key}.json`, new TextEncoder().encode(toCanonicalJson({ ...result }))]);
    if (this.#store.putAll) await this.#store.putAll(entries);
    else for (const [name, bytes] of entries) await this.#store.put(name, bytes);
  }
}

function readResult(key: string, bytes: Uint8Array): JobResult {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
    if (isResult(value)) return value;
  } catch {
    // Described below.
  }
  throw new Error(
    `runStudy: expected a result of job ${key}, got other bytes. Remove ${key}.json, and it is computed again.`,
  );
}

function isResult(value: unknown): value is JobResult {
  if (typeof value !== "object" || value === null || !("status" in value)) return false;
  if (value.status === "failed") return "reason" in value && typeof value.reason === "string";
  return (
    value.status === "completed" &&
    "valLoss" in value &&
    Number.isFinite(value.valLoss) &&
    "valAccuracy" in value &&
    Number.isFinite(value.valAccuracy)
  );
}
