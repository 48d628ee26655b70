import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { newFolder, startNode, waitForExit } from "./run-cli.ts";

/** Processes that lock each folder that they are told, at the same time. */
class Rivals {
  readonly #children;

  constructor(count: number) {
    this.#children = Array.from({ length: count }, () => {
      const child = startNode(["test/lock-program.ts"]);
      const lines = createInterface({ input: child.stdout ?? process.stdin });
      return { child, answers: lines[Symbol.asyncIterator](), exit: waitForExit(child) };
    });
  }

  /** How many of them have the lock. */
  async lock(folder: string): Promise<number> {
    for (const { child } of this.#children) child.stdin?.write(`${folder}\n`);
    const answers = await Promise.all(this.#children.map(({ answers: each }) => each.next()));
    return answers.filter(({ value }) => value === "won").length;
  }

  /** Ends them; what they wrote to stderr is all that there is to see. */
  async end(): Promise<string> {
    for (const { child } of this.#children) child.stdin?.end();
    const ended = await Promise.all(this.#children.map(({ exit }) => exit));
    return ended.map(({ stderr }) => stderr).join("");
  }
}

const dead = { pid: 2 ** 22 + 1, host: hostname(), id: "dead" };
const away = { pid: 1, host: "elsewhere", renewMs: 10_000, id: "away" };

test("of many processes that lock a folder, or take over its lock, at once, exactly one has it", async () => {
  const place = newFolder();
  const rivals = new Rivals(4);
  const folders: string[] = [];
  for (let round = 0; round < 40; round++) {
    const folder = path.join(place, String(round));
    mkdirSync(folder);
    folders.push(folder);
    const lock = path.join(folder, "run.lock");
    if (round % 4 === 1) writeFileSync(lock, JSON.stringify(dead));
    if (round % 4 === 2) writeFileSync(lock, '{"pid":');
    if (round % 4 === 3) {
      writeFileSync(lock, JSON.stringify(away));
      const before = new Date(Date.now() - 121_000);
      utimesSync(lock, before, before);
    }
    expect(await rivals.lock(folder), `round ${round}`).toBe(1);
    expect(readdirSync(folder)).toEqual(["run.lock"]);
  }
  expect(await rivals.end()).toBe("");
  for (const folder of folders) expect(readdirSync(folder)).toEqual([]);
});

test("a lock whose taking over was cut short by a kill is taken over", async () => {
  const folder = newFolder();
  const rivals = new Rivals(2);
  writeFileSync(path.join(folder, "run.lock"), JSON.stringify(dead));
  const digest = createHash("sha256").update(JSON.stringify(dead)).digest("hex");
  const claim = `run.lock.${digest.slice(0, 16)}`;
  writeFileSync(path.join(folder, claim), JSON.stringify({ ...dead, id: "claims" }));
  expect(await rivals.lock(folder)).toBe(1);
  expect(await rivals.end()).toBe("");
  expect(readdirSync(folder)).toEqual([]);
});
