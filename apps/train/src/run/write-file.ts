import { realpath } from "node:fs/promises";
import { writeWhole } from "@rnn/imdb-data/files";

/**
 * Writes a file whole or not at all. Where `path` is a link, the file that it leads to is written.
 * @throws what the system reports; nothing is left then
 */
export async function writeFile(path: string, data: Uint8Array | string): Promise<void> {
  const target = await realpath(path).catch(() => path); // not there yet, or a link to nothing
  await writeWhole(target, data);
}
