/** How many batches are timed together. */
const windowBatches = 8;
/** The least share of its time that a batch must be spared. */
const leastSpared = 0.05;
/** The most windows before the other way is tried again. */
const mostWindows = 128;
/** How many windows are shared at first before one thread is timed again. */
const fewWindows = 8;

/**
 * Whether a training's batches are shared among threads, by what a word takes with and without. Small batches
 * may take longer in shares, and so may all where other programs need the cores.
 */
export class SharingJudge {
  /** Whether the next batch is to be shared. The first are not, and say what one thread takes. */
  isSharing = false;
  #window = { batches: 0, ms: 0, words: 0 };
  /** What a word took without sharing. */
  #aloneMs = 0;
  /** The windows left before the other way is tried. */
  #left = 1;
  /** For how many windows batches are next shared, and next not: more, the more often that was right. */
  #shared = fewWindows;
  #alone = 1;

  /** Takes into account a batch of so many words whose work, shared or not, took so long. */
  note(ms: number, words: number): void {
    const window = this.#window;
    window.batches++;
    window.ms += ms;
    window.words += words;
    if (window.batches < windowBatches) return;
    this.#window = { batches: 0, ms: 0, words: 0 };
    const wordMs = window.ms / Math.max(1, window.words);
    this.#left--;
    if (!this.isSharing) {
      this.#aloneMs = wordMs;
      if (this.#left === 0) this.#turn(true, this.#shared);
    } else if (wordMs >= this.#aloneMs * (1 - leastSpared)) {
      this.#turn(false, this.#alone);
      this.#alone = Math.min(2 * this.#alone, mostWindows);
      this.#shared = fewWindows;
    } else if (this.#left === 0) {
      this.#turn(false, 1);
      this.#shared = Math.min(2 * this.#shared, mostWindows);
      this.#alone = 1;
    }
  }

  #turn(isSharing: boolean, windows: number): void {
    this.isSharing = isSharing;
    this.#left = windows;
  }
}
