/**
 * Tasks and their outputs on the way between machines. A task has up to these entries:
 *   <id>.in.<n>     the n-th part of the task that is bytes
 *   <id>.progress   what a task that is not finished can be resumed from
 *   <id>.out.<n>    the n-th part of its output that is bytes
 *   <id>.out        the rest of its output, with the digests of the parts; written last, so that where it is, all are
 */
import { ResultConflictError } from "../store/result-store.ts";
import { fromMessage, sha256, toMessage } from "./message.ts";
import type { TransferStore } from "./transfer-store.ts";

/** What `<id>.out` holds. */
interface OutputHead {
  readonly json: string;
  /** The SHA-256 of each part. */
  readonly parts: readonly string[];
}

/** Tasks and their outputs, by the id of the task. */
export class TaskStore {
  readonly #store: TransferStore;

  constructor(store: TransferStore) {
    this.#store = store;
  }

  async putInput(id: string, parts: readonly Uint8Array[]): Promise<void> {
    await Promise.all(parts.map((bytes, n) => this.#store.replace(`${id}.in.${n}`, bytes)));
  }

  /** The parts of a task; undefined where one is missing. */
  async input(id: string, count: number): Promise<Uint8Array[] | undefined> {
    return this.#parts(`${id}.in`, count);
  }

  async putProgress(id: string, bytes: Uint8Array): Promise<void> {
    await this.#store.replace(`${id}.progress`, bytes);
  }

  async progress(id: string): Promise<Uint8Array | undefined> {
    return this.#store.get(`${id}.progress`);
  }

  /**
   * Keeps an output, unless it is there already.
   * @throws ResultConflictError where another is
   */
  async putOutput(id: string, output: unknown): Promise<void> {
    const { json, parts } = toMessage(output);
    const head: OutputHead = { json, parts: parts.map(sha256) };
    const bytes = new TextEncoder().encode(JSON.stringify(head));
    const place = `${id}.out`;
    if (!(await this.#store.has(place))) {
      await Promise.all(parts.map((part, n) => this.#store.put(`${place}.${n}`, part)));
    }
    await this.#store.put(place, bytes);
  }

  async hasOutput(id: string): Promise<boolean> {
    return this.#store.has(`${id}.out`);
  }

  /**
   * The output of a task; undefined where there is none, or not all of it is left.
   * @throws ResultConflictError where a part is not the one that the output was made of
   */
  async output(id: string): Promise<{ readonly value: unknown } | undefined> {
    const head = await this.#head(id);
    if (head === undefined) return undefined;
    const parts = await this.#parts(`${id}.out`, head.parts.length);
    if (parts === undefined) {
      await this.#store.removeAll([`${id}.out`]);
      return undefined;
    }
    for (const [n, digest] of head.parts.entries()) {
      if (sha256(parts[n]) !== digest)
        throw new ResultConflictError(`${id}.out.${n}`, "its SHA-256");
    }
    return { value: fromMessage({ json: head.json, parts }) };
  }

  /** Forgets a task, and of its output all but the digests, which late copies are compared with for an hour. */
  async release(id: string, inputs: number): Promise<void> {
    const head = await this.#head(id);
    const names = (place: string, count: number) =>
      Array.from({ length: count }, (_, n) => `${id}.${place}.${n}`);
    await this.#store.removeAll([
      ...names("in", inputs),
      ...names("out", head?.parts.length ?? 0),
      `${id}.progress`,
    ]);
    await this.#store.expire(`${id}.out`);
  }

  async #head(id: string): Promise<OutputHead | undefined> {
    const bytes = await this.#store.get(`${id}.out`);
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as OutputHead);
  }

  async #parts(place: string, count: number): Promise<Uint8Array[] | undefined> {
    const parts = await Promise.all(
      Array.from({ length: count }, (_, n) => this.#store.get(`${place}.${n}`)),
    );
    const found = parts.filter((part) => part !== undefined);
    return found.length === count ? found : undefined;
  }
}
