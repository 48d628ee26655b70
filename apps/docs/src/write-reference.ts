import { join } from "node:path";
import { Application, Converter, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { listEntryPoints } from "./entry-points.ts";

/** Writes a page for every export of every public package, made of its docstring, into `folder`/reference. */
export async function writeReference(root: string, folder: string): Promise<void> {
  const entries = listEntryPoints(root);
  const options: TypeDocOptions & Partial<PluginOptions> & { docsRoot: string } = {
    plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme"],
    entryPoints: entries.map(({ source }) => join(root, source)),
    tsconfig: join(root, "apps/docs/tsconfig.docs.json"),
    basePath: root,
    name: "Reference",
    out: join(folder, "reference"),
    docsRoot: folder,
    readme: "none",
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    skipErrorChecking: true,
    excludeScopesInPaths: true,
    logLevel: "Error",
  };
  const app = await Application.bootstrapWithPlugins(options);
  // TypeDoc calls modules by their files; users know the names that they import.
  const names = new Map(entries.map(({ name, source }) => [moduleNameOf(source), name]));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? [])
      module.name = names.get(module.name) ?? module.name;
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("writeReference: TypeDoc could not read the sources.");
  await app.generateOutputs(project);
}

function moduleNameOf(source: string): string {
  return source.replace(/(?:\/index)?\.ts$/, "");
}
