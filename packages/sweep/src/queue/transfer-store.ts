import type { ResultStore } from "../store/result-store.ts";

/** Where tasks and their outputs wait to be fetched, by key. */
export interface TransferStore extends ResultStore {
  /** Keeps the bytes in place of what was there. */
  replace(key: string, bytes: Uint8Array): Promise<void>;
  has(key: string): Promise<boolean>;
  /** Keeps an entry for another hour at most. */
  expire(key: string): Promise<void>;
  /** Forgets what is kept under the keys, if anything is. */
  removeAll(keys: readonly string[]): Promise<void>;
}
