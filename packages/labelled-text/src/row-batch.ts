import type { TextBatch } from "./labelled-text-stream.ts";
import { originOf, type Row, type RowSink } from "./row.ts";

/** Takes the texts of rows alone, which have been read once. */
export class RowBatch implements RowSink {
  readonly #name: string;
  #texts: string[] = [];
  #origins: string[] = [];

  /** @param name of the file, for origins */
  constructor(name: string) {
    this.#name = name;
  }

  hasLabel(): boolean {
    return false;
  }

  add(row: Row): void {
    this.#texts.push(row.text);
    this.#origins.push(originOf(this.#name, row));
  }

  /** The texts since the last call. */
  take(): TextBatch {
    const batch = { texts: this.#texts, origins: this.#origins };
    this.#texts = [];
    this.#origins = [];
    return batch;
  }
}
