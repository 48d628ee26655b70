import { LabelledTextError } from "../labelled-text-error.ts";
import type { BytesDecoder } from "./bytes-decoder.ts";
import type { StandardDecoder, StandardEncoding } from "./standard-decoder.ts";

const replacement = "\ufffd";

/**
 * Decodes a file's bytes, chunk by chunk, by a decoder of the Encoding Standard: what is wrong with a byte is known
 * only from those before it. A second decoder, which goes on where the first one stops, says in which line that is.
 */
export class EncodedBytes implements BytesDecoder {
  readonly #location: string;
  readonly #encoding: string;
  readonly #strict: StandardDecoder;
  readonly #lenient: StandardDecoder;
  #line = 1;

  constructor(location: string, { name, makeDecoder }: StandardEncoding) {
    this.#location = location;
    this.#encoding = name;
    this.#strict = makeDecoder({ fatal: true });
    this.#lenient = makeDecoder({ fatal: false });
  }

  next(chunk: Uint8Array): string {
    return this.#decode(chunk, { stream: true });
  }

  end(): void {
    this.#decode(new Uint8Array(), {});
  }

  #decode(chunk: Uint8Array, options: { readonly stream?: boolean }): string {
    const lenient = this.#lenient.decode(chunk, options);
    let text: string;
    try {
      text = this.#strict.decode(chunk, options);
    } catch (cause) {
      throw this.#error("other bytes", lenient.indexOf(replacement), lenient, cause);
    }
    const nul = text.indexOf("\0");
    if (nul !== -1) throw this.#error("a NUL character", nul, text);
    this.#line += countLines(text);
    return text;
  }

  #error(got: string, at: number, text: string, cause?: unknown): LabelledTextError {
    return new LabelledTextError("ERR_RNN_TEXT_ENCODING", {
      expected: `text in ${this.#encoding}`,
      got,
      advice: "Name its encoding by --encoding, or save it as UTF-8.",
      location: this.#location,
      line: this.#line + countLines(text.slice(0, Math.max(0, at))),
      cause,
    });
  }
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}
