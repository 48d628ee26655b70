import { unlinkSync } from "node:fs";
import { readFile, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

const fileName = "run.lock";

/** Who writes into a run folder. */
interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Keeps a run folder for this process. The lock of a process that has died is taken over.
 *
 * @returns releases the lock
 * @throws Error where another process is writing there
 */
export async function lockRun(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, fileName);
  const own = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  // Twice: once to find a dead run's lock, and again after taking it away.
  for (const last of [false, true]) {
    try {
      await writeFile(path, own, { flag: "wx" });
      return releaseOnExit(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = await holderOf(path);
      if (last || (holder !== undefined && mayBeAtWork(holder)))
        throw describeConflict(folder, path, holder);
      await unlink(path).catch(() => undefined);
    }
  }
  throw describeConflict(folder, path, undefined);
}

/** Removes the lock when it is released, or when the process exits at once: as where its output is closed. */
function releaseOnExit(path: string): () => Promise<void> {
  const remove = (): void => {
    try {
      unlinkSync(path);
    } catch {
      // Somebody else has removed it.
    }
  };
  process.once("exit", remove);
  return async () => {
    process.off("exit", remove);
    await unlink(path).catch(() => undefined);
  };
}

/** Undefined where a run was killed while it wrote the lock. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function mayBeAtWork({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function describeConflict(folder: string, path: string, holder: Holder | undefined): Error {
  const who = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new Error(
    `expected a run folder that no other run is writing, got one in use by ${who} (at ${folder}). ` +
      `Wait for it, or name another folder. If no such run is there any more, delete ${path}.`,
  );
}
