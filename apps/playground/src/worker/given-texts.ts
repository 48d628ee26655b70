import { LabelledTextError, readTextLines, readTexts } from "@rnn/labelled-text";
import { problemError } from "../problem/problem.ts";
import type { OpenedModel } from "./opened-model.ts";
import { problemOfTexts } from "./problem-of-texts.ts";

/** What the page is told of a file of texts to classify. */
export interface GivenTextsFacts {
  readonly count: number;
  /** What the reader of a table says, in English. */
  readonly remarks: readonly string[];
}

/** What some of the texts were taken for. */
export interface ClassifiedTexts {
  /** A line of JSON a text, as `predict --json` of the command line writes it. */
  readonly lines: string;
  readonly found: readonly GivenTextResult[];
}

/** What one of them was taken for. */
export interface GivenTextResult {
  /** Its beginning. */
  readonly text: string;
  readonly label: number;
  readonly probability: number;
  readonly isRejected: boolean;
}

/** Larger files are for the command line. */
const mostBytes = 32 * 2 ** 20;
/** How many texts are classified together at most, and how many characters of them. */
const mostTogether = 64;
const mostCharacters = 1_000_000;
const shownCharacters = 160;

/** The texts of a file that the visitor gives to the opened model: the rows of a table, or a text a line. */
export class GivenTexts {
  readonly #model: OpenedModel;
  #texts: readonly string[] = [];

  constructor(model: OpenedModel) {
    this.#model = model;
  }

  /** @throws Error that says what is wrong with the file */
  async read({ file }: { readonly file: File }, signal: AbortSignal): Promise<GivenTextsFacts> {
    if (file.size > mostBytes) {
      throw problemError("textsTooLarge", mostBytes / 2 ** 20, Math.ceil(file.size / 2 ** 20));
    }
    try {
      const { texts, remarks } = /\.(csv|tsv|json|jsonl|ndjson)$/i.test(file.name)
        ? await readTexts(file, { signal })
        : { texts: await readLines(file), remarks: [] };
      signal.throwIfAborted();
      if (texts.length === 0) throw problemError("noTexts", file.name);
      this.#texts = texts;
      return { count: texts.length, remarks };
    } catch (error) {
      if (error instanceof LabelledTextError && error.code === "ERR_RNN_TEXT_COLUMN") {
        throw problemError("noTextColumn", file.name);
      }
      throw problemOfTexts(error);
    }
  }

  /** Classifies the texts from a place on: as many as do not keep others waiting. */
  async classify({ from }: { readonly from: number }): Promise<ClassifiedTexts> {
    const { classifier } = this.#model;
    const { describePrediction } = await import("./load-any-model.ts");
    let end = from;
    let characters = 0;
    while (end < this.#texts.length && end < from + mostTogether && characters < mostCharacters) {
      characters += this.#texts[end++].length;
    }
    const texts = this.#texts.slice(from, end);
    const all = classifier.classifyAll(texts, { top: classifier.classNames.length });
    return {
      lines: all
        .map((found, n) => `${JSON.stringify(describePrediction({ text: texts[n], found }))}\n`)
        .join(""),
      found: all.map(({ label, probability, rejected }, n) => ({
        text: shorten(texts[n]),
        label,
        probability,
        isRejected: rejected === true,
      })),
    };
  }
}

async function readLines(file: File): Promise<string[]> {
  const lines: string[] = [];
  const bytes = new Uint8Array(await file.arrayBuffer());
  for await (const line of readTextLines(bytes, file.name)) lines.push(line);
  return lines;
}

function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
