import { gzipSync } from "node:zlib";
import { bytesOf } from "./pickle-bytes.ts";

/** What an entry of a tar archive may be made to say. */
export interface EntryChanges {
  /** The type flag: "0" a file, "1" a link, "2" a symbolic link, "3" a device, "5" a folder. */
  type?: string;
  /** The size that the header gives; that of the body by default. */
  size?: number;
  /** Added to the header's checksum. */
  checksumError?: number;
}

/** A ustar entry: the header, and the body filled up to blocks of 512. */
export function tarEntry(
  name: string,
  body: string | Uint8Array = "",
  { type = "0", size, checksumError = 0 }: EntryChanges = {},
): Uint8Array {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\0" + "0000000\0".repeat(2), 100);
  header.write(`${(size ?? bytes.length).toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0        ", 136);
  header.write(`${type}${"\0".repeat(100)}ustar\x0000`, 156);
  const checksum = header.reduce((a, b) => a + b) + checksumError;
  header.write(`${checksum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytesOf(header, bytes, new Uint8Array(-bytes.length & 511));
}

/** A tar archive of the entries, compressed; two blocks of zeros are its end. */
export function tarGz(...entries: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(gzipSync(bytesOf(...entries, new Uint8Array(1024))));
}

/** Four reviews to train on, in the order of the data set. */
export const trainTexts: Readonly<Record<string, string>> = {
  "aclImdb/train/pos/10_8.txt": "Good. A GOOD film!",
  "aclImdb/train/pos/1_7.txt": "good fun,\tfun\nfilm",
  "aclImdb/train/neg/0_1.txt": "A bad film...",
  "aclImdb/train/neg/2_3.txt": "bad bad <br /> fun",
};

/** Two reviews to test with. */
export const testTexts: Readonly<Record<string, string>> = {
  "aclImdb/test/pos/0_10.txt": "A good new film",
  "aclImdb/test/neg/0_2.txt": "unknown",
};

/** A tiny archive in Stanford's layout, its entries in another order than the data set's. */
export function tinyArchive(...more: readonly Uint8Array[]): Uint8Array {
  const files = Object.entries({ ...trainTexts, ...testTexts }).toReversed();
  return tarGz(
    tarEntry("aclImdb/", "", { type: "5" }),
    tarEntry("aclImdb/README", "Large Movie Review Dataset v1.0"),
    ...files.map(([name, text]) => tarEntry(name, text)),
    ...more,
  );
}
