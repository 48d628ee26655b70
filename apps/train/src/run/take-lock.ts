import { createHash } from "node:crypto";
import { link, rename, unlink, writeFile } from "node:fs/promises";
import { type Holder, mayBeAtWork, parseHolder, readLock } from "./lock-holder.ts";

/** Who has a lock that was not taken; undefined where its file does not say. */
export interface Conflict {
  readonly holder: Holder | undefined;
}

/**
 * Takes a lock, or takes it over where its holder has died. Of any number of processes at once, on any number of
 * machines, exactly one has it then: whoever takes over first takes a lock named after what the dead one holds, and
 * looks again.
 *
 * @param own the content of the file, like no other
 * @returns undefined where it was taken
 */
export async function takeLock(path: string, own: string): Promise<Conflict | undefined> {
  for (;;) {
    if (await putFirst(path, own)) return undefined;
    const found = await readLock(path);
    // Released in between.
    if (found === undefined) continue;
    const conflict = await conflictOf(found, path);
    if (conflict) return conflict;
    const claim = `${path}.${digestOf(found)}`;
    const other = await takeLock(claim, own);
    if (other) return other;
    try {
      if ((await readLock(path)) === found && !(await conflictOf(found, path))) {
        await replace(path, own);
        return undefined;
      }
    } finally {
      await unlink(claim).catch(() => undefined);
    }
  }
}

/** Undefined where the holder has died. */
async function conflictOf(content: string, path: string): Promise<Conflict | undefined> {
  const holder = parseHolder(content);
  return holder !== undefined && (await mayBeAtWork(holder, path)) ? { holder } : undefined;
}

/** Puts a file with its content in its place, unless one is there. */
async function putFirst(path: string, content: string): Promise<boolean> {
  const temporary = `${path}.${crypto.randomUUID()}`;
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await link(temporary, path);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (!withoutLinks.has(code)) throw error;
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
  return createFirst(path, content);
}

/** What file systems without hard links answer. */
const withoutLinks = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

async function createFirst(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function replace(path: string, content: string): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID()}`;
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

function digestOf(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
