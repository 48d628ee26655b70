import { basename, resolve } from "node:path";
import { isStdin } from "./is-stdin.ts";

/** What readers call the data at a path: its name without folders, `stdin`, or `pipe` for a shell's `<(command)`. */
export function namePath(path: string): string {
  if (isStdin(path)) return "stdin";
  return /^\/(?:dev|proc\/self)\/fd\/\d+$/.test(path) ? "pipe" : basename(resolve(path));
}

/** The names of several, with commas. */
export function namePaths(paths: readonly string[]): string {
  return paths.map(namePath).join(", ");
}
