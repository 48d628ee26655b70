import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import tar from "tar-stream";
import { beforeAll, describe, expect, test } from "vitest";
import { listPublicPackages } from "../packages.mjs";
import { findInstalled, type Manifest } from "./find-installed.ts";
import { installByNpm } from "./install-by-npm.ts";
import { startRegistry } from "./local-registry.ts";
import { runNode } from "./run-script.ts";

type PackedManifest = Manifest & { readonly devDependencies?: unknown };

const packages = listPublicPackages();
const names = packages.map(({ name }) => name);
const modules = `${sep}node_modules${sep}`;
const folder = mkdtempSync(join(tmpdir(), "rnn-packed-"));
const manifests = new Map<string, PackedManifest>();
/** The paths in each package's tarball. */
const contents = new Map<string, string[]>();

describe("npm run pack", { timeout: 1_800_000 }, () => {
  beforeAll(async () => {
    writeFileSync(join(folder, "rnn-tensor-0.0.0-old.1.tgz"), "");
    writeFileSync(join(folder, "mine-1.0.0.tgz"), "");
    const { code, stderr } = runNode(["scripts/pack.mjs", folder]);
    if (code !== 0) throw new Error(stderr);
    rmSync(join(folder, "mine-1.0.0.tgz"));
    for (const file of readdirSync(folder)) {
      const { manifest, paths } = await readTarball(join(folder, file));
      manifests.set(manifest.name, manifest);
      contents.set(manifest.name, paths);
    }
  }, 1_800_000);

  test("makes a tarball of each public package in place of earlier ones, and leaves others alone", () => {
    expect(readdirSync(folder)).toHaveLength(names.length);
    expect(new Set(manifests.keys())).toEqual(new Set(names));
    expect(names).toContain("@rnn/text-classifier");
    expect(names).not.toContain("@rnn/testing");
  });

  test("lets the tarballs refer to each other, and asks for others by ranges that take patches", () => {
    for (const { name, devDependencies, dependencies = {} } of manifests.values()) {
      expect(devDependencies, name).toBeUndefined();
      for (const [dependency, range] of Object.entries(dependencies)) {
        const version = manifests.get(dependency)?.version;
        const file = `file:./${dependency.slice(1).replace("/", "-")}-${version}.tgz`;
        const isRight = version === undefined ? /^\^\d+\.\d+\.\d+/.test(range) : range === file;
        expect(isRight, `${name} asks for ${dependency} ${range}`).toBe(true);
      }
    }
  });

  test("packs what a user reads beside what runs, and nothing that only we need", () => {
    for (const [name, paths] of contents) {
      const pages = ["README.md", "CHANGELOG.md", "LICENSE", "dist/index.js", "dist/index.d.ts"];
      expect(paths, name).toEqual(expect.arrayContaining(pages));
      expect(
        paths.filter((path) => /\.test\.|tsbuildinfo|^(?:test|bench|scripts)\//.test(path)),
      ).toEqual([]);
    }
  });

  test("installs everything before it compiles all packages, whose sources name optional peers", () => {
    const script = readFileSync(join(import.meta.dirname, "../pack.mjs"), "utf8");
    expect(script).toMatch(/^setUp\(\);$/m);
  });

  test("is how each README says that the package is installed", () => {
    for (const { name, folder: packageFolder } of packages) {
      const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
      const [, tarballs = ""] = /^npm run pack .*\nnpm install (.*)$/m.exec(readme) ?? [];
      const given = tarballs.split(" ").map((file) => file.replace("../rnn/packed/rnn-", "@rnn/"));
      expect(given, name).toContain(`${name}-*.tgz`);
      for (const file of given) expect(names, name).toContain(file.replace("-*.tgz", ""));
    }
  });

  test("gives what npm installs into an empty project, one alone or all, with no registry's copy", async () => {
    const installed = packages.flatMap((item) => findInstalled(item.folder));
    const registry = await startRegistry(installed.filter((place) => place.includes(modules)));
    const project = mkdtempSync(join(tmpdir(), "rnn-project-"));
    writeFileSync(join(project, "package.json"), '{ "name": "mine", "type": "module" }');
    const tarballs = readdirSync(folder).map((file) => join(folder, file));
    const one = tarballs.filter((file) => file.includes("text-classifier"));
    try {
      await installByNpm(project, registry.url, one);
      expect(importAll(project, ["@rnn/text-classifier", "@rnn/tensor"])).toBe("2 imported\n");
      await installByNpm(project, registry.url, tarballs);
      expect(importAll(project, names)).toBe(`${names.length} imported\n`);
    } finally {
      registry.close();
    }
    expect([...registry.asked].filter((name) => name.startsWith("@rnn"))).toEqual([]);
    // One copy of each: what one package makes, another takes.
    const copies = readdirSync(join(project, "node_modules"), { recursive: true }).filter((place) =>
      /@rnn[\\/][\w-]+[\\/]package\.json$/.test(String(place)),
    );
    expect(copies).toHaveLength(names.length);
  });
});

/** What a program prints that imports the packages by their names. */
function importAll(project: string, specifiers: readonly string[]): string {
  const program = `
    const modules = await Promise.all(${JSON.stringify(specifiers)}.map((name) => import(name)));
    console.log(modules.filter((module) => Object.keys(module).length > 0).length + " imported");
  `;
  writeFileSync(join(project, "main.js"), program);
  const { stdout, stderr } = runNode(["main.js"], { cwd: project });
  return stdout + stderr;
}

/** The package.json in a tarball, and the paths of its files. */
async function readTarball(
  tarball: string,
): Promise<{ manifest: PackedManifest; paths: string[] }> {
  const extract = tar.extract();
  extract.end(gunzipSync(readFileSync(tarball)));
  let manifest = "";
  const paths: string[] = [];
  for await (const entry of extract) {
    const bytes = await text(entry);
    const path = entry.header.name.replace("package/", "");
    if (path === "package.json") manifest = bytes;
    paths.push(path);
  }
  return { manifest: JSON.parse(manifest) as PackedManifest, paths };
}
