/**
 * Compiles assembly/ and assembly/layers/, plain and relaxed, into two generated modules of src/engine/wasm.
 * They import a memory that threads share; compile.ts has those over a memory of their own from the same bytes.
 * With --check it writes nothing and fails where these are not what the sources give.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const options = [
  "--baseDir",
  root,
  "--outFile",
  "kernels.wasm",
  "--runtime",
  "stub",
  "--noAssert",
  "--optimizeLevel",
  "3",
  "--converge",
  "--initialMemory",
  "1",
  "--enable",
  "simd",
  "--enable",
  "threads",
  "--importMemory",
  "--sharedMemory",
  "--maximumMemory",
  "65536",
];

const relaxed = ["--enable", "relaxed-simd"];

/**
 * A module in hexadecimal: a server's gzip makes half as much of it as of base64, in which equal bytes look
 * different at each place.
 *
 * @param {string} entry @param {string[]} more
 */
async function compile(entry, more) {
  let bytes;
  let messages = "";
  const { error } = await main([entry, ...options, ...more], {
    writeFile: (_, contents) => {
      bytes = contents;
    },
    stderr: {
      write: (text) => {
        messages += text;
      },
    },
  });
  if (error) throw new Error(`asc: ${error.message}\n${messages}`);
  return Buffer.from(bytes).toString("hex");
}

/**
 * The names of the fields of a file's class, in order, as a list of TypeScript; each field has 4 bytes.
 *
 * @param {string} file
 */
function fieldsOf(file) {
  const source = readFileSync(new URL(`../assembly/${file}`, import.meta.url), "utf8");
  const [, fields] = /^export class \w+ \{(.*?)^\}/ms.exec(source);
  const names = [...fields.matchAll(/^ {2}(\w+): (?:i32|usize);$/gm)].map(([, name]) => name);
  return `${JSON.stringify(names)} as const`;
}

const header = (folder) =>
  `/** Made from ${folder} by scripts/build-kernels.mjs; do not edit. WebAssembly modules in hexadecimal. */`;

/** The text of the generated module of the kernels for any plan. */
async function layerKernelsModule() {
  const layers = "assembly/layers/index.ts";
  return `${header("assembly/layers/")}

/** The fields of a recurrence, 4 bytes each, in their order; assembly/layers/recurrence.ts says what each is. */
export const recurrenceFields = ${fieldsOf("layers/recurrence.ts")};

export const layerKernelsByVariant = {
  /** As the chapter's kernels: see kernels.generated.ts. */
  plain:
    "${await compile(layers, [])}",
  relaxed:
    "${await compile(layers, relaxed)}",
};
`;
}

/** The text of the generated module of the chapter's kernels. */
export async function kernelsModule() {
  const kernels = "assembly/index.ts";
  return `${header("assembly/")}

/** The fields of a plan, 4 bytes each, in their order; assembly/plan.ts says what each is. */
export const planFields = ${fieldsOf("plan.ts")};

export const kernelsByVariant = {
  /** Multiplications and additions rounded one by one: equal bits on every machine. */
  plain:
    "${await compile(kernels, [])}",
  /** With relaxed SIMD's fused multiply-add: bits differ between machines. */
  relaxed:
    "${await compile(kernels, relaxed)}",
};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const modules = {
    "kernels.generated.ts": await kernelsModule(),
    "layers/layer-kernels.generated.ts": await layerKernelsModule(),
  };
  for (const [name, text] of Object.entries(modules)) {
    const target = fileURLToPath(new URL(`../src/engine/wasm/${name}`, import.meta.url));
    if (!process.argv.includes("--check")) writeFileSync(target, text);
    else if (readFileSync(target, "utf8") !== text) {
      process.stderr.write(
        `${target} is not what assembly/ gives: run scripts/build-kernels.mjs.\n`,
      );
      process.exitCode = 1;
    }
  }
}
