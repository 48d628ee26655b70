/** Data that threads share, by name: that used last is kept, as far as it takes no more bytes than `mostBytes` together. */
export class SharedDataCache {
  readonly #mostBytes: number;
  readonly #entries = new Map<string, Promise<SharedArrayBuffer>>();
  readonly #sizes = new Map<string, number>();

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The data of a name; `load` is called where it is not there, once for all who ask meanwhile. */
  get(key: string, load: () => Promise<SharedArrayBuffer>): Promise<SharedArrayBuffer> {
    const found = this.#entries.get(key);
    if (found !== undefined) {
      // Again, as the latest.
      this.#entries.delete(key);
      this.#entries.set(key, found);
      return found;
    }
    const loading = load();
    this.#entries.set(key, loading);
    loading.then(
      ({ byteLength }) => this.#makeRoom(key, byteLength),
      () => this.#entries.delete(key),
    );
    return loading;
  }

  #makeRoom(latest: string, bytes: number): void {
    this.#sizes.set(latest, bytes);
    let kept = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const key of this.#entries.keys()) {
      const size = this.#sizes.get(key);
      if (kept <= this.#mostBytes || key === latest || size === undefined) continue;
      this.#entries.delete(key);
      this.#sizes.delete(key);
      kept -= size;
    }
  }
}
