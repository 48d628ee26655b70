import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions, defaultServerConditions } from "vite";

/** A module and all that it imports, as one file that any host runs. */
export interface Bundle {
  /** A new folder with nothing but the file `bundle.js` in it. */
  readonly folder: string;
  readonly source: string;
  /** The files that the source was made of, but for those of which nothing was left. */
  readonly modules: readonly string[];
  remove(): Promise<void>;
}

/** Bundles the module as a page would get it, or a server. */
export async function bundle(entry: URL, { server = false } = {}): Promise<Bundle> {
  const conditions = server ? defaultServerConditions : defaultClientConditions;
  const folder = mkdtempSync(join(tmpdir(), "rnn-bundle-"));
  const built = await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL(".", entry)),
    resolve: { conditions: ["@rnn/source", ...conditions] },
    build: {
      outDir: folder,
      target: "es2023",
      rolldownOptions: { output: { codeSplitting: false } },
      lib: { entry: fileURLToPath(entry), formats: ["es"], fileName: () => "bundle.js" },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunks = outputs.flatMap((one) => ("output" in one ? one.output : []));
  return {
    folder,
    modules: chunks.flatMap((chunk) =>
      chunk.type === "chunk"
        ? Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) =>
            renderedLength > 0 ? id : [],
          )
        : [],
    ),
    source: await readFile(join(folder, "bundle.js"), "utf8"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
