/**
 * Tokens in integers of `tokenBytes` bytes, each row from a whole word on. A kernel reads the word that
 * begins with a token and cuts it: one at the end reaches beyond its row, for which `inputs` has room.
 */
import { Plan } from "./plan";

/** The bits of a word that are the token it begins with. */
export function tokenMask(plan: Plan): i32 {
  return <i32>(<u32>-1 >> (32 - 8 * <u32>plan.tokenBytes));
}

/** Bytes of a row of tokens. */
export function tokenRowBytes(plan: Plan): usize {
  return (<usize>plan.steps * plan.tokenBytes + 3) & ~3;
}
