import { access, rm } from "node:fs/promises";
import { FolderStore } from "../store/folder-store.ts";
import type { TransferStore } from "./transfer-store.ts";

/** Tasks and outputs of any size in a folder that all machines share. */
export class SharedFolderStore extends FolderStore implements TransferStore {
  async replace(key: string, bytes: Uint8Array): Promise<void> {
    await this.removeAll([key]);
    await this.put(key, bytes);
  }

  async has(key: string): Promise<boolean> {
    return access(this.placeOf(key)).then(
      () => true,
      () => false,
    );
  }

  /** Now: what is left of it on the disk would stay there. */
  async expire(key: string): Promise<void> {
    await this.removeAll([key]);
  }

  async removeAll(keys: readonly string[]): Promise<void> {
    for (const key of keys) await rm(this.placeOf(key), { force: true });
  }
}
