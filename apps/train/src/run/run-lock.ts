import { readFileSync, unlinkSync } from "node:fs";
import { readFile, stat, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

const fileName = "run.lock";

/** Who writes into a run folder. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** How often it writes the lock again, in milliseconds; undefined where it does not. */
  readonly renewMs?: number;
}

/** While a process is at work it renews its lock this often. */
const renewMs = 10_000;

/** A process on another machine is taken to have ended after so many renewals are missing. */
const mostMissed = 12;

/**
 * Keeps a run folder for this process. The lock of a process that has died is taken over, on another machine
 * two minutes after it was last renewed.
 *
 * @returns releases the lock
 * @throws Error where another process is writing there
 */
export async function lockRun(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, fileName);
  const holder: Holder = { pid: process.pid, host: hostname(), renewMs };
  const own = JSON.stringify({ ...holder, id: crypto.randomUUID() });
  // Twice: once to find a dead run's lock, and again after taking it away.
  for (const last of [false, true]) {
    try {
      await writeFile(path, own, { flag: "wx" });
      return keepLock(path, own);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const found = await holderOf(path);
      if (last || (found !== undefined && (await mayBeAtWork(found, path)))) {
        throw describeConflict(folder, path, found);
      }
      await unlink(path).catch(() => undefined);
    }
  }
  throw describeConflict(folder, path, undefined);
}

/**
 * Renews the lock until it is released, or the process exits at once: as where its output is closed. One that
 * somebody else has taken over meanwhile is left alone.
 */
function keepLock(path: string, own: string): () => Promise<void> {
  const renew = async (): Promise<void> => {
    // Written, so that its time is that of the machine whose disk it is.
    if ((await readFile(path, "utf8")) === own) await writeFile(path, own, { flag: "r+" });
  };
  const timer = setInterval(() => void renew().catch(() => undefined), renewMs).unref();
  const remove = (): void => {
    try {
      if (readFileSync(path, "utf8") === own) unlinkSync(path);
    } catch {
      // Somebody else has removed it.
    }
  };
  process.once("exit", remove);
  return async () => {
    clearInterval(timer);
    process.off("exit", remove);
    remove();
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

async function mayBeAtWork(
  { pid, host, renewMs: everyMs }: Holder,
  path: string,
): Promise<boolean> {
  if (host !== hostname()) {
    return everyMs === undefined || (await ageMsOf(path)) < mostMissed * everyMs;
  }
  if (pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Since a lock was last written, by the clock of the machine whose disk it is. */
async function ageMsOf(path: string): Promise<number> {
  const probe = `${path}.${crypto.randomUUID()}`;
  try {
    await writeFile(probe, "");
    const [now, then] = await Promise.all([stat(probe), stat(path)]);
    return now.mtimeMs - then.mtimeMs;
  } finally {
    await unlink(probe).catch(() => undefined);
  }
}

function describeConflict(folder: string, path: string, holder: Holder | undefined): Error {
  const who = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
  const elsewhere =
    holder?.renewMs !== undefined && holder.host !== hostname()
      ? ` One that has ended there holds it for ${(mostMissed * holder.renewMs) / 60_000} minutes.`
      : "";
  return new Error(
    `expected a run folder that no other run is writing, got one in use by ${who} (at ${folder}). ` +
      `Wait for it, or name another folder.${elsewhere} If no such run is there any more, delete ${path}.`,
  );
}
