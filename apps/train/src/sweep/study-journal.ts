/**
 * The journal of a study, a line of JSON for what happened and when: other at each run. A line of `begun` opens each
 * time that the study was at work.
 */
import { appendFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StudyCost } from "@rnn/run-report";

const journalName = "journal.jsonl";

/** What can happen. */
export type JournalEntry =
  | { readonly kind: "begun" | "ended" }
  /** `durationMs` where the training was not in a queue, which would count too. */
  | { readonly kind: "finished"; readonly key: string; readonly durationMs?: number }
  | {
      readonly kind: "lost";
      readonly key: string;
      readonly attempt: number;
      readonly reason: string;
    };

/** Adds a line, with the time. */
export function note(folder: string, entry: JournalEntry): void {
  const line = { at: new Date().toISOString(), ...entry };
  appendFileSync(join(folder, journalName), `${JSON.stringify(line)}\n`);
}

/** What a study took so far; undefined where its journal does not say. */
export async function readCost(folder: string): Promise<StudyCost | undefined> {
  const text = await readFile(join(folder, journalName), "utf8").catch(() => "");
  let [wallMs, sessions, trainingMs, begunAt, lastAt] = [0, 0, 0, Number.NaN, Number.NaN];
  let isTimed = true;
  for (const line of text.split("\n")) {
    const entry = parse(line);
    const at = Date.parse(entry?.at ?? "");
    if (entry === undefined || Number.isNaN(at)) continue;
    if (entry.kind === "begun") {
      if (sessions > 0) wallMs += lastAt - begunAt;
      sessions++;
      begunAt = at;
    }
    lastAt = at;
    if (entry.kind !== "finished") continue;
    isTimed &&= entry.durationMs !== undefined;
    trainingMs += entry.durationMs ?? 0;
  }
  if (sessions === 0) return undefined;
  wallMs += lastAt - begunAt;
  return { wallMs, sessions, trainingMs: isTimed ? trainingMs : undefined };
}

/** A line that a killed process left half-written is none. */
function parse(line: string): (JournalEntry & { readonly at: string }) | undefined {
  try {
    return JSON.parse(line) as JournalEntry & { readonly at: string };
  } catch {
    return undefined;
  }
}
