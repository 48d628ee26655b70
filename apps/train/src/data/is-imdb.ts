import { stat } from "node:fs/promises";
import { join } from "node:path";

/** Whether `data` names the IMDB reviews, or synthetic ones, and not texts of the user's own. */
export async function isImdb(data: string): Promise<boolean> {
  if (data === "imdb" || data === "synthetic" || data.endsWith(".npz")) return true;
  if (isArchive(data)) return true;
  return stat(join(data, "imdb.npz")).then(
    () => true,
    () => false,
  );
}

/** Whether a path is that of Stanford's archive of the reviews. */
export function isArchive(path: string): boolean {
  return path.endsWith(".tar.gz") || path.endsWith(".tgz");
}
