import { expect, test } from "vitest";
import { crc32 } from "../src/crc32.ts";

test("the checksum is that of zlib.crc32(b'123456789')", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});
