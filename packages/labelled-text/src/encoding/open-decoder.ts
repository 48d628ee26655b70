import { describeValue } from "@rnn/tensor/checks";
import type { BytesDecoder } from "./bytes-decoder.ts";
import { EncodedBytes } from "./encoded-bytes.ts";
import { TextBytes } from "./text-bytes.ts";

/** In which encoding texts are. */
export interface EncodingOptions {
  /**
   * A name of the Encoding Standard, such as `"euc-kr"`, `"gb18030"`, `"shift_jis"` or `"windows-1252"`, or a code
   * page: `"cp949"`. Default UTF-8.
   */
  readonly encoding?: string | undefined;
}

/** Makes a decoder for a file. */
export type OpenDecoder = (location: string) => BytesDecoder;

/** What code pages are called in the Encoding Standard, where it does not know them by number. */
const codePages: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  cp936: "gbk",
  cp949: "euc-kr",
  cp950: "big5",
  ms949: "euc-kr",
  uhc: "euc-kr",
  "euc-cn": "gbk",
  "euc-tw": "big5",
};

/**
 * What decodes files of an encoding. The decoders of Node differ from the standard, and with its version; those of the
 * library used in their place are loaded only where another encoding than UTF-8 is asked for.
 *
 * @throws RangeError for an encoding that the standard does not have
 */
export async function chooseDecoder(
  caller: string,
  { encoding = "utf-8" }: EncodingOptions,
): Promise<OpenDecoder> {
  const asked = encoding.trim().toLowerCase();
  if (asked === "utf-8" || asked === "utf8") return (location) => new TextBytes(location);
  const { normalizeEncoding, TextDecoder } = await import("@exodus/bytes/encoding-browser.js");
  const name = normalizeEncoding(codePages[asked] ?? asked);
  if (name === null || unreadable.has(name)) {
    throw new RangeError(
      `${caller}: expected encoding to be a name such as "euc-kr", "gb18030", "shift_jis" or "windows-1252", got ${describeValue(encoding)}.`,
    );
  }
  if (name === "utf-8") return (location) => new TextBytes(location);
  return (location) =>
    new EncodedBytes(location, name, (options) => new TextDecoder(name, options));
}

/** Names of the standard that stand for no text. */
const unreadable = new Set(["replacement", "x-user-defined"]);
