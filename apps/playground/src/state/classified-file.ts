import { signal } from "@preact/signals";
import { type Problem, problemOf } from "../problem/problem.ts";
import type { GivenTextResult } from "../worker/given-texts.ts";
import { worker } from "./worker.ts";

/** A file of texts on its way through the opened model. */
export interface ClassifiedFile {
  readonly name: string;
  readonly count: number;
  readonly done: number;
  /** How many texts each class has, by its label. */
  readonly counts: ReadonlyMap<number, number>;
  /** How many the model is not sure of; they are in no class. */
  readonly rejected: number;
  readonly first: readonly GivenTextResult[];
  readonly remarks: readonly string[];
  /** The lines of `predictions.jsonl`, in pieces. */
  readonly lines: readonly string[];
}

/** The file that is being classified, or was. */
export const classifiedFile = signal<ClassifiedFile | undefined>(undefined);
/** What was wrong with the last file. */
export const fileError = signal<Problem | undefined>(undefined);

/** So many texts are shown. */
const shownTexts = 20;

let work = new AbortController();

/** Reads a file's texts and classifies them all, a few at a time. */
export async function classifyFile(file: File): Promise<void> {
  dropClassified();
  const { signal: whileWanted } = work;
  try {
    const { count, remarks } = await worker.call(
      "readGivenTexts",
      { file },
      { signal: whileWanted },
    );
    const nothing = { done: 0, counts: new Map<number, number>(), rejected: 0, first: [] };
    let state: ClassifiedFile = { name: file.name, count, remarks, lines: [], ...nothing };
    classifiedFile.value = state;
    while (state.done < count) {
      const params = { from: state.done };
      const some = await worker.call("classifyGiven", params, { signal: whileWanted });
      state = add(state, some);
      classifiedFile.value = state;
    }
  } catch (error) {
    if (!whileWanted.aborted) fileError.value = problemOf(error);
  }
}

/** Leaves the file that is being classified, and forgets what was found. */
export function dropClassified(): void {
  work.abort();
  work = new AbortController();
  classifiedFile.value = undefined;
  fileError.value = undefined;
}

function add(
  state: ClassifiedFile,
  { lines, found }: { readonly lines: string; readonly found: readonly GivenTextResult[] },
): ClassifiedFile {
  const counts = new Map(state.counts);
  let { rejected } = state;
  for (const { label, isRejected } of found) {
    if (isRejected) rejected++;
    else counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return {
    ...state,
    done: state.done + found.length,
    counts,
    rejected,
    first: [...state.first, ...found].slice(0, shownTexts),
    lines: [...state.lines, lines],
  };
}
