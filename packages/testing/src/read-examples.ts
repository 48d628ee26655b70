/** The examples of the documentation: blocks fenced as `ts` in pages, and in the `@example`s of docstrings. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A block of code and where it is. */
export interface Example {
  path: string;
  line: number;
  code: string;
}

/** The examples of the docstrings in the folder `src` of a package. */
export function readDocstringExamples(root: string): Example[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(root, "src", file))
    .sort()
    .flatMap((path) => examplesInDocstrings(path));
}

/** The examples in the README.md of a package. */
export function readReadmeExamples(root: string): Example[] {
  const path = join(root, "README.md");
  return existsSync(path) ? readPage(path) : [];
}

/** The examples of a page. */
export function readPage(path: string): Example[] {
  return blocksOf(path, read(path), 1);
}

function examplesInDocstrings(path: string): Example[] {
  const source = read(path);
  return [...source.matchAll(/^[ \t]*\/\*\*[\s\S]*?\*\//gm)].flatMap(({ 0: comment, index }) => {
    const text = comment.replace(/^[ \t]*\* ?/gm, "");
    const tag = text.indexOf("@example");
    if (tag === -1) return [];
    const firstLine = lineAt(source, index) + lineAt(text, tag) - 1;
    return blocksOf(path, text.slice(tag), firstLine);
  });
}

/** The blocks fenced as `ts` exactly; `firstLine` is the line of the file on which `text` starts. */
function blocksOf(path: string, text: string, firstLine: number): Example[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(({ 1: code, index }) => ({
    path,
    line: firstLine + lineAt(text, index) - 1,
    code,
  }));
}

function read(path: string): string {
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
