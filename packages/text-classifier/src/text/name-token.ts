import type { Tokens } from "./text-format.ts";

/** What messages call one of the tokens. */
export function nameToken(tokens: Tokens): "word" | "character" {
  return tokens === "characters" ? "character" : "word";
}
