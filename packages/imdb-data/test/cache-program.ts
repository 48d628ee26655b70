/**
 * For the tests of several processes: asks for a file of the data set as loadData does, from the caches and
 * the address that the environment names, and prints where it came from. Arguments: name, size, SHA-256, and "half" for one that writes
 * half of a file, says so, and waits for its end.
 */
import { type FileHandle, open } from "node:fs/promises";
import process from "node:process";
import { DatasetError } from "../src/index.ts";
import { readDataFile } from "../src/sources/node.ts";

const [name, bytes, sha256, stop] = process.argv.slice(2);
if (stop === "half") {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  prototype.writeFile = async function writeHalf(data) {
    await this.write((data as Uint8Array).subarray(0, Number(bytes) >> 1));
    process.stdout.write("half");
    await new Promise((resolve) => setTimeout(resolve, 2 ** 31 - 1));
  };
}
try {
  const file = await readDataFile("loadData", { name, bytes: Number(bytes), sha256 }, {});
  process.stdout.write(`${file.source.kind} ${file.bytes.length}`);
} catch (error) {
  if (!(error instanceof DatasetError)) throw error;
  process.stdout.write(error.code);
}
