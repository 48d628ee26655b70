/**
 * Tokens in integers of `tokenBytes` bytes, each row from a whole word on. A kernel reads the word that
 * begins with a token and cuts it: one at the end reaches beyond its row, for which `inputs` has room.
 */
import { tokenBytes } from "./layout";

/** The bits of a word that are the token it begins with. */
export function tokenMask(): i32 {
  return <i32>(<u32>-1 >> (32 - 8 * <u32>tokenBytes));
}

/** Bytes of a row of `steps` tokens. */
export function tokenRowBytes(steps: i32): usize {
  return (<usize>steps * tokenBytes + 3) & ~3;
}
