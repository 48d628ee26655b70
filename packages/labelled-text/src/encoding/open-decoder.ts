import { describeValue } from "@rnn/tensor/checks";
import { findEncoding } from "#decoders";
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

const utf8 = "utf-8";

/** What code pages are called in the Encoding Standard, where it does not know them by number. */
const codePages: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  cp936: "gbk",
  cp949: "euc-kr",
  cp950: "big5",
};

/**
 * What decodes files of an encoding.
 * @throws RangeError for one that the standard does not have
 */
export async function chooseDecoder(
  caller: string,
  { encoding = utf8 }: EncodingOptions,
): Promise<OpenDecoder> {
  const label = encoding.trim().toLowerCase();
  const found = label === utf8 ? undefined : await findEncoding(codePages[label] ?? label);
  if ((found?.name ?? label) === utf8) return (location) => new TextBytes(location);
  if (found === undefined || found.name === "x-user-defined") {
    throw new RangeError(
      `${caller}: expected encoding to be such as "euc-kr", "gb18030", "shift_jis" or "windows-1252", got ${describeValue(encoding)}.`,
    );
  }
  return (location) => new EncodedBytes(location, found);
}
