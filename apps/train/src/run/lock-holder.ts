import { readFile, stat, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";

/** Who holds a lock: what its file says. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** How often it writes the lock again, in milliseconds; undefined where it does not. */
  readonly renewMs?: number;
}

/** A process on another machine is taken to have ended after so many renewals are missing. */
const mostMissed = 12;

/** How long the lock of a process that has ended on another machine is respected. */
export function respectedMs(everyMs: number): number {
  return mostMissed * everyMs;
}

/** The content of a lock's file; undefined where there is none. */
export async function readLock(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

/** Undefined for what a process that was killed left half-written. */
export function parseHolder(content: string): Holder | undefined {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return undefined;
  }
}

/** Whether the holder of a lock may still be at work. */
export async function mayBeAtWork(
  { pid, host, renewMs: everyMs }: Holder,
  path: string,
): Promise<boolean> {
  if (host !== hostname()) {
    return everyMs === undefined || (await ageMsOf(path)) < respectedMs(everyMs);
  }
  if (pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Since a lock was last written, by the clock of the machine whose disk it is; 0 where it is gone. */
async function ageMsOf(path: string): Promise<number> {
  const probe = `${path}.${crypto.randomUUID()}`;
  try {
    await writeFile(probe, "");
    const [now, then] = await Promise.all([stat(probe), stat(path)]);
    return now.mtimeMs - then.mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  } finally {
    await unlink(probe).catch(() => undefined);
  }
}
