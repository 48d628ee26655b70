import type { Detail } from "../options/detail-options.ts";

/** Texts of a file that are scored together. */
export interface Chunk {
  /** The first of its texts, counted from 0, and the one after its last. */
  readonly from: number;
  readonly to: number;
  readonly texts: readonly string[];
}

/** How much a chunk holds: so many texts, or texts that have so many characters together. */
interface ChunkLimits {
  readonly mostTexts: number;
  readonly mostCharacters: number;
}

/** Some tenths of a second of work, and about a megabyte; less where each text is explained word by word. */
function limitsOf(detail: Detail | undefined): ChunkLimits {
  return detail === "explain"
    ? { mostTexts: 64, mostCharacters: 50_000 }
    : { mostTexts: 4096, mostCharacters: 500_000 };
}

/** The texts in chunks that depend on them alone: each ends with the text that reaches a limit. */
export async function* listChunks(
  texts: AsyncIterable<{ readonly text: string }>,
  detail: Detail | undefined,
): AsyncGenerator<Chunk> {
  const { mostTexts, mostCharacters } = limitsOf(detail);
  let from = 0;
  let held: string[] = [];
  let characters = 0;
  for await (const { text } of texts) {
    held.push(text);
    characters += text.length;
    if (held.length < mostTexts && characters < mostCharacters) continue;
    const to = from + held.length;
    yield { from, to, texts: held };
    from = to;
    held = [];
    characters = 0;
  }
  if (held.length > 0) yield { from, to: from + held.length, texts: held };
}
