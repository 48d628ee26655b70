import { signal } from "@preact/signals";
import { type Problem, problemOf } from "../problem/problem.ts";
import type { ModelFacts } from "../worker/opened-model.ts";
import { dropClassified } from "./classified-file.ts";
import { worker } from "./worker.ts";

/** An opened model: what it is, where it is from, and its number, from 1. */
export interface OpenModel {
  readonly number: number;
  /** The name of its file; undefined for the network that is trained here. */
  readonly name: string | undefined;
  readonly facts: ModelFacts;
}

/** The model that is open; undefined before there is one. */
export const openedModel = signal<OpenModel | undefined>(undefined);
/** What was wrong with the last file. */
export const modelError = signal<Problem | undefined>(undefined);
/** Whether a file is being read. */
export const isOpening = signal(false);
/** The text that the model is asked about. */
export const modelText = signal("");

let number = 0;

/** Opens a model's file; the one before stays open where it is not one. */
export async function openModel(file: File): Promise<void> {
  await open(() => Promise.resolve(file), file.name);
}

/** Opens what is trained in the page as it is now. */
export async function openTrained(): Promise<void> {
  await open(async () => new Blob([await worker.call("makeModelFile", null)]), undefined);
}

async function open(read: () => Promise<Blob>, name: string | undefined): Promise<void> {
  const mine = ++number;
  isOpening.value = true;
  modelError.value = undefined;
  try {
    const facts = await worker.call("openModel", { file: await read() });
    if (mine !== number) return;
    openedModel.value = { number, name, facts };
    dropClassified();
  } catch (error) {
    if (mine !== number) return;
    modelError.value = problemOf(error);
  }
  isOpening.value = false;
}
