/**
 * Tokens in the narrowest integers that hold every one below `features`: one, two or four bytes. The host
 * writes them so (src/engine/wasm-sequences.ts), for the time goes into fetching rows from everywhere.
 */
import { features } from "./layout";

/** Bytes of a token. */
export function tokenBytes(): usize {
  if (features > 1 << 16) return 4;
  return features > 1 << 8 ? 2 : 1;
}

/** The bits of a word that are the token it begins with. */
export function tokenMask(): i32 {
  return <i32>(<u32>-1 >> (32 - 8 * <u32>tokenBytes()));
}

/** Bytes of a row of `steps` tokens: whole words. */
export function tokenRowBytes(steps: i32): usize {
  return (<usize>steps * tokenBytes() + 3) & ~3;
}
