/** Builds zip archives member by member, for tests that forge them. */
import { crc32, deflateRawSync } from "node:zlib";
import { encodeNpy, tensor } from "../src/index.ts";

/** A member as it is in a forged archive; what is left out is true. */
export interface Forged {
  name: string;
  /** Default: an npy file of [1, 2, 3]. */
  data?: Uint8Array;
  method?: number;
  flags?: number;
  crc?: number;
  size?: number;
  /** The bytes in the archive. */
  packed?: Uint8Array;
  /** The name in the local header. */
  localName?: string;
  /** Where its local header is. */
  at?: number;
  /** Sizes in the zip64 field, of both headers. */
  zip64?: boolean;
  /** Sizes after the data, as a writer that cannot seek puts them. */
  descriptor?: boolean;
  externalAttributes?: number;
}

function numbers(kind: string, ...values: number[]): Buffer {
  const widths = Array.from(kind, Number);
  const result = Buffer.alloc(widths.reduce((sum, width) => sum + width, 0));
  let position = 0;
  for (const [i, width] of widths.entries()) {
    if (width === 8) result.writeBigUInt64LE(BigInt(values[i]), position);
    else result.writeUIntLE(values[i], position, width);
    position += width;
  }
  return result;
}

/** The npy file of [1, 2, 3]. */
export const threeNumbers = encodeNpy(tensor([1, 2, 3]));

/** A zip archive of these members, after `prefix` and with a comment. */
export function forge(
  members: readonly Forged[],
  around: { comment?: Uint8Array; prefix?: string } = {},
): Uint8Array {
  const { comment = Buffer.alloc(0), prefix = "" } = around;
  const locals: Buffer[] = [Buffer.from(prefix)];
  const central: Buffer[] = [];
  let position = prefix.length;
  for (const member of members) {
    const { name, data = threeNumbers, method = 0, localName = name, at } = member;
    const { zip64 = false, descriptor = false, externalAttributes = 0 } = member;
    const packed = member.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const { crc = crc32(data), size = data.length, flags = descriptor ? 8 : 0 } = member;
    const extra = zip64 ? numbers("2288", 1, 16, size, packed.length) : Buffer.alloc(0);
    const sizes = zip64 ? [crc, 2 ** 32 - 1, 2 ** 32 - 1] : [crc, packed.length, size];
    const known = descriptor ? [0, 0, 0] : sizes;
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04"),
      numbers("2222244422", 20, flags, method, 0, 33, ...known, localName.length, extra.length),
      Buffer.from(localName),
      extra,
      packed,
      descriptor ? numbers("4444", 0x08074b50, crc, packed.length, size) : Buffer.alloc(0),
    ]);
    const offset = at ?? position;
    locals.push(local);
    position += local.length;
    const header = [20, 20, flags, method, 0, 33, ...sizes, name.length, extra.length, 0, 0, 0];
    central.push(
      Buffer.concat([
        Buffer.from("PK\x01\x02"),
        numbers("2222224442222244", ...header, externalAttributes, offset),
        Buffer.from(name),
        extra,
      ]),
    );
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([
    ...locals,
    directory,
    endRecord(members.length, directory.length, position, comment),
  ]);
}

/** The end of an archive, preceded by its zip64 form where the count needs it. */
function endRecord(count: number, size: number, offset: number, comment: Uint8Array): Buffer {
  const small = Math.min(count, 2 ** 16 - 1);
  const end = numbers("2222442", 0, 0, small, small, size, offset, comment.length);
  const record = Buffer.concat([Buffer.from("PK\x05\x06"), end, comment]);
  if (small === count) return record;
  return Buffer.concat([
    Buffer.from("PK\x06\x06"),
    numbers("822448888", 44, 45, 45, 0, 0, count, count, size, offset),
    Buffer.from("PK\x06\x07"),
    numbers("484", 0, offset + size, 1),
    record,
  ]);
}
