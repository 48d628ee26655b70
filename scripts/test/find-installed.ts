import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";

/** A package's package.json, as far as tests read it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Reads the manifest of the package in the folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** The folders of all packages that the one in `start` needs when it runs, in pnpm's layout of modules. */
export function findInstalled(start: string): string[] {
  const seen = new Set<string>();
  const waiting = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { dependencies, optionalDependencies } = readManifest(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const beside = folder.slice(0, folder.lastIndexOf(`${sep}node_modules${sep}`));
      const found = [folder, beside]
        .map((place) => join(place, "node_modules", name))
        .find((place) => existsSync(join(place, "package.json")));
      // Optional ones are there on their own platform only.
      if (found === undefined) continue;
      const real = realpathSync(found);
      if (!seen.has(real)) waiting.push(real);
      seen.add(real);
    }
  }
  return [...seen];
}
