/** A word as a POSIX shell takes it for one: in quotes where it holds more than letters, digits and the like. */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
