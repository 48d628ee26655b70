/**
 * Where results are kept, by the key of what was computed. The first write of a key wins; since equal keys
 * have equal results, a second one can only be a copy, and is compared to be sure.
 */
export interface ResultStore {
  /** The bytes, or undefined where nothing has been written. */
  get(key: string): Promise<Uint8Array | undefined>;
  /**
   * Keeps the bytes, whole or not at all.
   * @throws ResultConflictError where others are kept under the key
   */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The same for several, where that is faster: where one is there, those before it are. */
  putAll?(entries: readonly (readonly [key: string, bytes: Uint8Array])[]): Promise<void>;
}

/** Two computations of one key gave different bytes: versions, machines or memory are not what they should be. */
export class ResultConflictError extends Error {
  readonly code = "ERR_RNN_SWEEP_CONFLICT";
  readonly key: string;

  constructor(key: string, where: string) {
    super(
      `put: expected the result that is kept for ${key}, got another (${where}). Equal jobs give equal bytes: ` +
        "look for workers of another version, or a machine with faulty memory, and begin the study anew.",
    );
    this.name = "ResultConflictError";
    this.key = key;
  }
}

/** Whether two results are the same to the bit. */
export function areEqualBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
