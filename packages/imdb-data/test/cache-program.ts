/**
 * For the tests of several processes: asks for a file of the data set as loadData does, from the caches and
 * the address that the environment names, and prints where it came from. Arguments: name, size, SHA-256.
 */
import process from "node:process";
import { DatasetError } from "../src/index.ts";
import { readDataFile } from "../src/sources/node.ts";

const [name, bytes, sha256] = process.argv.slice(2);
try {
  const file = await readDataFile("loadData", { name, bytes: Number(bytes), sha256 }, {});
  process.stdout.write(`${file.source.kind} ${file.bytes.length}`);
} catch (error) {
  if (!(error instanceof DatasetError)) throw error;
  process.stdout.write(error.code);
}
