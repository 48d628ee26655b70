/**
 * The examples of the documentation as a user's compiler sees them: against the declarations that the packages
 * are published with, under plain `strict`, by two generations of TypeScript.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Example,
  readDocstringExamples,
  readPage,
  readReadmeExamples,
} from "@rnn/testing/read-examples";
import { parseSync } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findAny } from "./find-any.ts";
import { findInDeclarations, findUndocumented } from "./find-undocumented.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);

interface Package {
  folder: string;
  name: string;
  manifest: { exports: Record<string, Conditions>; private?: boolean };
}

/** A path, or paths by condition. */
type Conditions = string | { [condition: string]: Conditions };

const packages: Package[] = readdirSync(join(root, "packages"))
  .map((folder) => ({ folder, file: join(root, "packages", folder, "package.json") }))
  .filter(({ file }) => existsSync(file))
  .map(({ folder, file }) => {
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Package["manifest"] & {
      name: string;
    };
    return { folder, name: manifest.name, manifest };
  })
  .filter(({ manifest }) => manifest.private !== true);

const folder = mkdtempSync(join(tmpdir(), "rnn-example-types-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a TypeScript; what it complains of, nothing where all is well. */
function compile(compiler: "typescript" | "typescript-5.9", config: string): string {
  const manifest = require.resolve(`${compiler}/package.json`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(dirname(manifest), "bin/tsc"), "-p", config, "--pretty", "false"],
    { cwd: folder, encoding: "utf8" },
  );
  return status === 0 ? "" : `${stdout}${stderr}`.trim() || `exit code ${status}`;
}

function writeJson(path: string, value: unknown): string {
  writeFileSync(path, JSON.stringify(value));
  return path;
}

/** The packages as npm installs them, with declarations made from the sources, in `folder`/node_modules. */
function installPackages(): void {
  const sources = packages.map((one) => join(root, "packages", one.folder, "src"));
  const config = writeJson(join(folder, "tsconfig.declarations.json"), {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      composite: false,
      incremental: false,
      declarationMap: false,
      emitDeclarationOnly: true,
      rootDir: join(root, "packages"),
      outDir: join(folder, "declarations"),
      types: ["node"],
      typeRoots: [dirname(dirname(require.resolve("@types/node/package.json")))],
    },
    include: sources,
    exclude: ["**/*.test.ts"],
  });
  const complaints = compile("typescript", config);
  if (complaints !== "") throw new Error(complaints);
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@types"), { recursive: true });
  symlinkSync(dirname(require.resolve("@types/node/package.json")), join(modules, "@types/node"));
  for (const one of packages) {
    mkdirSync(join(modules, one.name), { recursive: true });
    writeJson(join(modules, one.name, "package.json"), one.manifest);
    renameSync(join(folder, "declarations", one.folder, "src"), join(modules, one.name, "dist"));
  }
}

/** The source file among the paths of an entry: Node's, where hosts differ. */
function sourceOf(conditions: Conditions): string {
  return typeof conditions === "string"
    ? conditions
    : sourceOf(conditions["node"] ?? conditions["default"]);
}

/** All entries of the packages with the names of their values, those of `first` before the others. */
async function entriesFor(first: string | undefined): Promise<[entry: string, names: string[]][]> {
  const ordered = packages.toSorted((a, b) => Number(b.name === first) - Number(a.name === first));
  const entries: [string, string[]][] = [];
  for (const { name, folder: folderName, manifest } of ordered) {
    for (const [path, conditions] of Object.entries(manifest.exports)) {
      if (typeof conditions === "string") continue;
      const source = join(root, "packages", folderName, sourceOf(conditions["@rnn/source"]));
      const values = (await import(/* @vite-ignore */ source)) as Record<string, unknown>;
      entries.push([join(name, path), Object.keys(values)]);
    }
  }
  return entries;
}

/**
 * The example as a module: its own imports, imports of what it uses without one, and the rest in a block, where
 * it may declare a name that a package has too.
 */
function moduleOf(
  code: string,
  entries: readonly (readonly [string, readonly string[]])[],
): string {
  const { program, errors } = parseSync("example.ts", code);
  if (errors.length > 0) throw new SyntaxError(errors[0].message);
  const imports = program.body.filter((node) => node.type === "ImportDeclaration");
  const taken = new Set(
    imports.flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name)),
  );
  const used = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  const header = imports.map(({ start, end }) => code.slice(start, end));
  for (const [entry, names] of entries) {
    const wanted = names.filter((name) => used.has(name) && !taken.has(name));
    for (const name of wanted) taken.add(name);
    if (wanted.length > 0) header.push(`import { ${wanted.join(", ")} } from "${entry}";`);
  }
  let body = code;
  for (const { start, end } of imports.toReversed()) body = body.slice(0, start) + body.slice(end);
  return `${header.join("\n")}\nexport {};\n{\n${body}\n}\n`;
}

/** What the examples of a page show one after the other, as one. */
function joinBlocks(page: string): Example {
  const path = join(root, page);
  return {
    path,
    line: 1,
    code: readPage(path)
      .map(({ code }) => code)
      .join("\n"),
  };
}

/** Pages whose blocks build on each other. */
const wholePages = [
  "docs/chapter.md",
  "docs/chapter-09-3.md",
  "docs/chapter-09-4.md",
  "docs/keras-round-trip.md",
];

/** Pages whose blocks stand by themselves. */
const pagesOfBlocks = [
  "docs/recipes.md",
  "docs/your-own-texts.md",
  "docs/correctness.md",
  "docs/from-keras.md",
  "docs/from-tensorflow-js.md",
  "docs/from-numpy.md",
];

const bytesToPlatform = `
import { encodeNpy, encodeNpz, encodeSafetensors, RandomState, zeros } from "@rnn/tensor";
import { encodeCheckpoint, RecurrentNetwork } from "@rnn/model";
import { TextClassifier } from "@rnn/text-classifier";
import { encodeOnnx } from "@rnn/text-classifier/onnx";
const network = new RecurrentNetwork({ nCells: 2 });
declare const classifier: TextClassifier;
declare const checkpoint: Parameters<typeof encodeCheckpoint>[0];
const x = zeros(3);
const made = [
  encodeNpy(x), await encodeNpz({ x }), encodeSafetensors({ x }), new RandomState(0).bytes(3),
  network.save(), encodeCheckpoint(checkpoint), classifier.save(), encodeOnnx(network),
];
for (const bytes of made) {
  new Blob([bytes]);
  new Response(bytes);
  await crypto.subtle.digest("SHA-256", bytes);
}
RecurrentNetwork.load(await new Response(network.save()).arrayBuffer());
TextClassifier.load(await new Response(classifier.save()).arrayBuffer());
`;

describe("the documentation's examples compile under plain strict", () => {
  const config = join(folder, "tsconfig.json");

  beforeAll(async () => {
    installPackages();
    mkdirSync(join(folder, "examples"));
    const write = (example: Example, entries: Awaited<ReturnType<typeof entriesFor>>): void => {
      const name = relative(root, example.path).replace(/\W+/g, "-");
      const file = join(folder, "examples", `${name}-${example.line}.ts`);
      writeFileSync(file, moduleOf(example.code, entries));
    };
    const all = await entriesFor(undefined);
    for (const page of ["README.md", ...wholePages]) write(joinBlocks(page), all);
    for (const page of pagesOfBlocks) {
      for (const example of readPage(join(root, page))) write(example, all);
    }
    for (const one of packages) {
      const entries = await entriesFor(one.name);
      const place = join(root, "packages", one.folder);
      for (const example of [...readReadmeExamples(place), ...readDocstringExamples(place)]) {
        write(example, entries);
      }
    }
    writeFileSync(join(folder, "examples/bytes-to-platform.ts"), bytesToPlatform);
    writeJson(join(folder, "package.json"), { type: "module" });
    writeJson(config, {
      compilerOptions: {
        strict: true,
        module: "nodenext",
        noEmit: true,
        skipDefaultLibCheck: true,
        types: ["node"],
      },
      include: ["examples"],
    });
  });

  test.each(["typescript", "typescript-5.9"] as const)("by %s", (compiler) => {
    expect(compile(compiler, config)).toBe("");
  });

  test.each(packages)("with no any in the declarations of $name", ({ name }) => {
    const declarations = readdirSync(join(folder, "node_modules", name, "dist"), {
      recursive: true,
      withFileTypes: true,
    }).filter((entry) => entry.name.endsWith(".d.ts"));
    expect(declarations.length).toBeGreaterThan(0);
    for (const { parentPath, name: file } of declarations) {
      expect(findAny(readFileSync(join(parentPath, file), "utf8")), file).toEqual([]);
    }
  });

  test.each(packages)("with words for all that an editor shows of $name", ({ name, manifest }) => {
    for (const conditions of Object.values(manifest.exports)) {
      const types = typeof conditions === "string" ? undefined : conditions["types"];
      if (typeof types !== "string") continue;
      const declarations = join(folder, "node_modules", name, types);
      expect(findUndocumented(declarations)).toEqual([]);
    }
  });
});

test("words are missed at each signature, and at the members of options", () => {
  const source = [
    "/** A sum. */ export declare function add(a: number): number;",
    "export declare function add(a: string): string;",
    "/** Options. */ export interface AddOptions { /** Much. */ much: 1; little: 2 }",
    "export declare function hidden(): void;",
  ].join("\n");
  expect(findInDeclarations(source, (name) => name !== "hidden")).toEqual([
    "add",
    "AddOptions.little",
  ]);
});

test("any is found wherever it is written, and not in words", () => {
  const source = "/** any */\nexport declare function f<T = any>(any: string): Promise<T[]>;\n";
  expect(findAny(source)).toEqual([
    "2: export declare function f<T = any>(any: string): Promise<T[]>;",
  ]);
  expect(findAny("export type Company = { any: 1 };")).toEqual([]);
});
