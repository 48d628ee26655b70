import { readFileSync, unlinkSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { type Holder, respectedMs } from "./lock-holder.ts";
import { takeLock } from "./take-lock.ts";

const fileName = "run.lock";

/** While a process is at work it renews its lock this often. */
const renewMs = 10_000;

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
  const conflict = await takeLock(path, own);
  if (conflict) throw describeConflict(folder, path, conflict.holder);
  return keepLock(path, own);
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

function describeConflict(folder: string, path: string, holder: Holder | undefined): Error {
  const who = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
  const elsewhere =
    holder?.renewMs !== undefined && holder.host !== hostname()
      ? ` One that has ended there holds it for ${respectedMs(holder.renewMs) / 60_000} minutes.`
      : "";
  return new Error(
    `expected a run folder that no other run is writing, got one in use by ${who} (at ${folder}). ` +
      `Wait for it, or name another folder.${elsewhere} If no such run is there any more, delete ${path}.`,
  );
}
