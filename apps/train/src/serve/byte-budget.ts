/** The bytes that all requests together may hold: of bodies that have arrived and answers that have not been read. */
export class ByteBudget {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The share of one request. */
  open(): ByteShare {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.#held + bytes > this.#most) return false;
        own += bytes;
        this.#held += bytes;
        return true;
      },
      release: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }
}

/** What one request holds of a `ByteBudget`. */
export interface ByteShare {
  /** Takes so many bytes more; false, and none, where the budget does not have them. */
  readonly take: (bytes: number) => boolean;
  /** Gives all of them back. */
  readonly release: () => void;
}
