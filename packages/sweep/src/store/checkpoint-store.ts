/** Where jobs at work are kept: the latest checkpoint of each, until its result is there. */
export interface CheckpointStore {
  /** The checkpoint, or undefined where there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Keeps it in place of an earlier one, whole or not at all. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Keeps the checkpoints of one job as they come, one at a time; of those that wait, only the latest. */
export class LatestCheckpoint {
  readonly #store: CheckpointStore | undefined;
  readonly #key: string;
  #waiting: Uint8Array | undefined;
  #writing: Promise<void> | undefined;

  constructor(store: CheckpointStore | undefined, key: string) {
    this.#store = store;
    this.#key = key;
  }

  put(bytes: Uint8Array): void {
    if (this.#store === undefined) return;
    this.#waiting = bytes;
    this.#writing ??= this.#write(this.#store);
    // Whoever waits for it is told; until then it is nobody's.
    this.#writing.catch(() => undefined);
  }

  /** Waits for what is being written. @throws whatever writing threw */
  async settle(): Promise<void> {
    await this.#writing;
  }

  async #write(store: CheckpointStore): Promise<void> {
    while (this.#waiting !== undefined) {
      const bytes = this.#waiting;
      this.#waiting = undefined;
      await store.put(this.#key, bytes);
    }
    this.#writing = undefined;
  }
}
