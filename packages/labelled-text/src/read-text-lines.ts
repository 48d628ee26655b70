import { checkOptions, checkType, describeValue, toBytes } from "@rnn/tensor/checks";
import type { BytesDecoder } from "./encoding/bytes-decoder.ts";
import { chooseDecoder, type EncodingOptions } from "./encoding/open-decoder.ts";
import { maxTextBytes } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/**
 * The lines of a text, each as soon as it has been read. Lines end with LF, CRLF or CR and nothing
 * else: U+2028 and its like are characters of a line. A byte order mark is left out, an empty line is a line,
 * and the last one need not be ended.
 *
 * @param bytes all of them, or chunk by chunk
 * @param location what is read, for errors: a path, or `stdin`
 * @param options.encoding as for `readLabelledTexts`; default UTF-8
 * @throws LabelledTextError for bytes that are not text in it, a NUL character, or a line of more than 64 MiB;
 *   TypeError for arguments of other types
 *
 * @example
 * ```ts
 * const bytes = new TextEncoder().encode("a film\r\n\nanother\u2028one");
 * const lines = readTextLines([bytes], "films.txt");
 * (await lines.next()).value; // => "a film"
 * (await lines.next()).value; // => ""
 * (await lines.next()).value; // => "another\u2028one"
 * ```
 */
export async function* readTextLines(
  bytes: Uint8Array | ArrayBuffer | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  location: string,
  options: EncodingOptions = {},
): AsyncGenerator<string> {
  checkType("readTextLines", "location", location, "string");
  checkOptions("readTextLines", options, ["encoding"]);
  const { encoding } = options;
  if (encoding !== undefined) checkType("readTextLines", "encoding", encoding, "string");
  const open = await chooseDecoder("readTextLines", options);
  const isWhole = bytes instanceof Uint8Array || bytes instanceof ArrayBuffer;
  const chunks = isWhole ? [toBytes("readTextLines", "bytes", bytes)] : bytes;
  if (!isIterable(chunks)) throw notBytes(chunks);
  try {
    yield* linesOf(chunks, location, open(location));
  } catch (error) {
    throw LabelledTextError.nameCaller("readTextLines", error);
  }
}

function isIterable(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    (Symbol.asyncIterator in value || Symbol.iterator in value)
  );
}

function notBytes(value: unknown): TypeError {
  return new TypeError(
    `readTextLines: expected bytes to be a Uint8Array, an ArrayBuffer or chunks of bytes, got ${describeValue(value)}.`,
  );
}

async function* linesOf(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  location: string,
  decoder: BytesDecoder,
): AsyncGenerator<string> {
  let pending = "";
  let lineNumber = 1;
  let afterReturn = false;
  for await (const chunkBytes of bytes) {
    if (!(chunkBytes instanceof Uint8Array)) throw notBytes(chunkBytes);
    const chunk = decoder.next(chunkBytes);
    let from = afterReturn && chunk.startsWith("\n") ? 1 : 0;
    if (chunk !== "") afterReturn = false;
    const ends = /\r\n?|\n/g;
    ends.lastIndex = from;
    for (let end = ends.exec(chunk); end !== null; end = ends.exec(chunk)) {
      yield pending + chunk.slice(from, end.index);
      lineNumber++;
      pending = "";
      from = ends.lastIndex;
    }
    afterReturn = chunk.endsWith("\r");
    pending += chunk.slice(from);
    if (pending.length > maxTextBytes) {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: `lines of at most ${maxTextBytes} characters`,
        got: "a longer one",
        advice: "Write one text a line.",
        location,
        line: lineNumber,
      });
    }
  }
  decoder.end();
  if (pending !== "") yield pending;
}
