import { maxTextBytes } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { TextBytes } from "./text-bytes.ts";

/**
 * The lines of a text in UTF-8, each as soon as it has been read. Lines end with LF, CRLF or CR and nothing
 * else: U+2028 and its like are characters of a line. A byte order mark is left out, an empty line is a line,
 * and the last one need not be ended.
 *
 * @param location what is read, for errors: a path, or `stdin`
 * @throws LabelledTextError for bytes that are not UTF-8, a NUL character, or a line of more than 64 MiB
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
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  location: string,
): AsyncGenerator<string> {
  try {
    yield* linesOf(bytes, location);
  } catch (error) {
    throw LabelledTextError.nameCaller("readTextLines", error);
  }
}

async function* linesOf(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  location: string,
): AsyncGenerator<string> {
  let pending = "";
  let lineNumber = 1;
  let afterReturn = false;
  const checked = new TextBytes(location);
  for await (const chunkBytes of bytes) {
    const chunk = checked.next(chunkBytes);
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
  checked.end();
  if (pending !== "") yield pending;
}
