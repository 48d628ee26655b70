/** The names that a module exports: types and values, those of declarations and of lists. */
export function listExports(source: string): readonly string[] {
  const lists = Array.from(source.matchAll(/^export (?:type )?\{([^}]*)\}/gm), ([, names]) =>
    names
      .split(",")
      .map((name) => name.trim().replace(/^type /, ""))
      .map((name) => / as (\w+)$/.exec(name)?.[1] ?? name)
      .filter((name) => name !== ""),
  );
  const declarations = source.matchAll(
    /^export (?:declare |async |abstract )*(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm,
  );
  return [...lists.flat(), ...Array.from(declarations, ([, name]) => name)];
}
