import type { ScoreFolder } from "./score-folder.ts";
import type { ScoreTask } from "./score-task.ts";

/** An input that is read or whose chunks are at work. */
interface OpenInput {
  readonly fingerprint: string;
  readonly keys: string[];
  atWork: number;
  texts: number;
  isRead: boolean;
}

/** Which inputs are read and scored so far; one whose last chunk has ended is finished in the folder. */
export class InputProgress {
  /** Of finished inputs and of chunks. */
  texts = 0;
  readonly #folder: ScoreFolder;
  readonly #open = new Map<string, OpenInput>();
  readonly #onTexts: (texts: number) => void;

  constructor(folder: ScoreFolder, onTexts: (texts: number) => void) {
    this.#folder = folder;
    this.#onTexts = onTexts;
  }

  /** Whether the results of an input were finished by an earlier process, of the same bytes. */
  async isFinished(output: string, fingerprint: string): Promise<boolean> {
    const finished = await this.#folder.finished(output);
    if (finished?.input !== fingerprint) return false;
    this.#count(finished.texts);
    return true;
  }

  /** Begins to read an input. */
  begin(output: string, fingerprint: string): void {
    this.#open.set(output, { fingerprint, keys: [], atWork: 0, texts: 0, isRead: false });
  }

  /** A chunk was read. */
  add({ key, output, texts }: ScoreTask): void {
    const input = this.#of(output);
    input.keys.push(key);
    input.atWork++;
    input.texts += texts.length;
  }

  /** The results of a chunk are there. */
  async end({ output, texts }: ScoreTask): Promise<void> {
    this.#of(output).atWork--;
    this.#count(texts.length);
    await this.#finish(output);
  }

  /** All of an input was read. */
  async endReading(output: string): Promise<void> {
    this.#of(output).isRead = true;
    await this.#finish(output);
  }

  async #finish(output: string): Promise<void> {
    const { fingerprint, keys, atWork, texts, isRead } = this.#of(output);
    if (!isRead || atWork > 0) return;
    this.#open.delete(output);
    await this.#folder.finish({ output, input: fingerprint, texts }, keys);
  }

  #of(output: string): OpenInput {
    const input = this.#open.get(output);
    if (input === undefined) throw new Error(`score: expected ${output} to be at work.`);
    return input;
  }

  #count(texts: number): void {
    this.texts += texts;
    this.#onTexts(this.texts);
  }
}
