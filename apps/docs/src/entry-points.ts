import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a package can be imported as. */
export interface EntryPoint {
  /** Such as `@rnn/model/onnx`. */
  readonly name: string;
  /** Its source file, from the root of the repository on. */
  readonly source: string;
}

/** A path, or paths by condition. */
type Conditions = string | { readonly [condition: string]: Conditions };

/** Every entry point of every public package. */
export function listEntryPoints(root: string): readonly EntryPoint[] {
  const folders = readdirSync(join(root, "packages")).toSorted();
  return folders.flatMap((folder) => {
    const file = join(root, "packages", folder, "package.json");
    if (!existsSync(file)) return [];
    const manifest = JSON.parse(readFileSync(file, "utf8")) as {
      readonly name: string;
      readonly private?: boolean;
      readonly exports: Readonly<Record<string, Conditions>>;
    };
    if (manifest.private === true) return [];
    return Object.entries(manifest.exports).flatMap(([path, conditions]) => {
      const source = sourceOf(conditions);
      if (source === undefined) return [];
      return [{ name: join(manifest.name, path), source: join("packages", folder, source) }];
    });
  });
}

/** The source file among the paths of an entry: Node's, where hosts differ. */
function sourceOf(conditions: Conditions): string | undefined {
  if (typeof conditions === "string") return conditions.endsWith(".ts") ? conditions : undefined;
  const source = conditions["@rnn/source"] ?? conditions["node"] ?? conditions["default"];
  return source === undefined ? undefined : sourceOf(source);
}
