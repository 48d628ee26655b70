/**
 * Compiles assembly/ to WebAssembly, into a generated module of src/products. With --check it writes nothing
 * and fails where that is not what the sources give.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = fileURLToPath(new URL("../src/products/kernels.generated.ts", import.meta.url));
const options = ["assembly/index.ts", "--baseDir", root, "--outFile", "kernels.wasm"];
const how = ["--runtime", "stub", "--noAssert", "--optimizeLevel", "3", "--converge"];

let bytes;
let messages = "";
const { error } = await main([...options, ...how, "--initialMemory", "1", "--enable", "simd"], {
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

const text = `/** Made from assembly/ by scripts/build-kernels.mjs; do not edit. A WebAssembly module in hexadecimal. */
export const kernels =
  "${Buffer.from(bytes).toString("hex")}";
`;
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  process.stderr.write(`${target} is not what assembly/ gives: run scripts/build-kernels.mjs.\n`);
  process.exitCode = 1;
}
