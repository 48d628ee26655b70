import { signal } from "@preact/signals";
import { type Problem, problemOf } from "../problem/problem.ts";
import type { TextFiles } from "../worker/own-texts.ts";
import type { TextsFacts } from "../worker/read-own-texts.ts";
import { changeSettings } from "./page.ts";
import { worker } from "./worker.ts";

/** Where the visitor's texts are from: kept, so that a reload can read them again. */
export const ownFiles = signal<TextFiles>([]);
/** What is known of the visitor's texts; undefined before there are any. */
export const ownTexts = signal<TextsFacts | undefined>(undefined);
/** What was wrong with the last files. */
export const textsError = signal<Problem | undefined>(undefined);
/** Whether files are being read. */
export const isReading = signal(false);

let reading = new AbortController();

/** Reads the files in the worker; the next training is on them. What was read before stays where they are refused. */
export async function openTexts(files: TextFiles): Promise<void> {
  if (files.length === 0) return;
  reading.abort();
  reading = new AbortController();
  const { signal: whileWanted } = reading;
  isReading.value = true;
  textsError.value = undefined;
  try {
    ownTexts.value = await worker.call("readTexts", { files }, { signal: whileWanted });
    ownFiles.value = files;
    changeSettings({ data: "own" });
  } catch (error) {
    if (whileWanted.aborted) return;
    textsError.value = problemOf(error);
  }
  isReading.value = false;
}
