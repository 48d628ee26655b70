/** What a file is by its first bytes, as far as the data set's files are mistaken for each other. */
export function fileKind(start: Uint8Array): "gzip" | "zip" | "other" {
  if (start[0] === 0x1f && start[1] === 0x8b) return "gzip";
  if (start[0] === 0x50 && start[1] === 0x4b) return "zip";
  return "other";
}

/** What to say where Stanford's archive was given in place of one of Keras's files. */
export const stanfordGiven = {
  got: "a gzip archive, as Stanford's aclImdb_v1.tar.gz is",
  advice: 'For that give { source: "stanford", path }.',
} as const;
