import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "vite";

/** As much of a node of the syntax tree as is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly name?: string;
  readonly source?: { readonly value: string } | null;
  readonly specifiers?: readonly { readonly local: Node }[];
  readonly declaration?: Node | null;
  readonly declarations?: readonly { readonly id: Node }[];
  readonly id?: Node | null;
  readonly key?: Node;
  readonly computed?: boolean;
  readonly implements?: readonly unknown[];
  readonly body?: Node | readonly Node[] | null;
}

/**
 * What an editor shows no words for, of what an entry's declarations export: each signature of a function or
 * a method, each type, and each member of an interface of options.
 */
export function findUndocumented(entry: string): string[] {
  const exported = new Map<string, Set<string>>();
  for (const node of parseSync(entry, readFileSync(entry, "utf8")).program.body as Node[]) {
    if (node.type !== "ExportNamedDeclaration" || !node.source) continue;
    const file = join(dirname(entry), node.source.value.replace(/\.[jt]s$/, ".d.ts"));
    const names = exported.get(file) ?? new Set<string>();
    for (const { local } of node.specifiers ?? []) names.add(local.name ?? "");
    exported.set(file, names);
  }
  return [...exported].flatMap(([file, names]) =>
    findInDeclarations(readFileSync(file, "utf8"), (name) => names.has(name)),
  );
}

/** The same of one declaration file and the names that are exported from it to users. */
export function findInDeclarations(source: string, isPublic: (name: string) => boolean): string[] {
  const { program, comments, errors } = parseSync("declarations.d.ts", source);
  if (errors.length > 0) throw new SyntaxError(errors[0].message);
  const hasWords = ({ start }: Node): boolean =>
    comments.some(
      ({ value, end }) =>
        value.startsWith("*") && end <= start && source.slice(end, start).trim() === "",
    );
  return (program.body as Node[]).flatMap((node) => {
    const { declaration } = node;
    if (node.type !== "ExportNamedDeclaration" || !declaration) return [];
    const name = (declaration.id ?? declaration.declarations?.[0].id)?.name ?? "";
    if (!isPublic(name)) return [];
    const members = listMembers(declaration, name).filter((member) => !hasWords(member));
    const silent = members.map(({ key }) => `${name}.${key?.name}`);
    return hasWords(node) ? silent : [name].concat(silent);
  });
}

/** The methods of a class that have names to call them by; all members of an interface of options. */
function listMembers({ type, body, implements: shapes = [] }: Node, name: string): Node[] {
  const members = (body && "body" in body ? body.body : []) as readonly Node[];
  if (type === "ClassDeclaration") {
    // Editors show the words of the interface.
    if (shapes.length > 0) return [];
    return members.filter(
      (member) =>
        /Method/.test(member.type) && !member.computed && member.key?.name !== "constructor",
    );
  }
  return type === "TSInterfaceDeclaration" && /(Options|Settings)$/.test(name) ? [...members] : [];
}
