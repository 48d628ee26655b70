import { parseSync } from "vite";

/** The places in a declaration file, as `line: text`, that are typed `any`. */
export function findAny(source: string): string[] {
  const { program, errors } = parseSync("declarations.d.ts", source);
  if (errors.length > 0) throw new SyntaxError(errors[0].message);
  const starts: number[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("type" in node && node.type === "TSAnyKeyword") {
      starts.push(Number("start" in node ? node.start : 0));
    }
    Object.values(node).forEach(walk);
  };
  walk(program);
  const lines = source.split("\n");
  return starts.map((start) => {
    const line = source.slice(0, start).split("\n").length;
    return `${line}: ${lines[line - 1].trim()}`;
  });
}
