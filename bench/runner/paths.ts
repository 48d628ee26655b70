import { fileURLToPath } from "node:url";

/** The path of a file of the bench, or of one beside it: `here("../docs")`. */
export const here = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The command that runs a TypeScript file of the bench in a process of its own. */
export const node = (script: string): string[] => [
  process.execPath,
  "--import",
  "tsx",
  here(script),
];
