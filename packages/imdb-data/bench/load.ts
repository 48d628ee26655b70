/**
 * One cold `loadData` with the chapter's options, in a process of its own; prints one line of JSON.
 * Usage: load.ts [archive]; with Stanford's archive it reads that in place of imdb.npz.
 */
import { createHash } from "node:crypto";
import process from "node:process";
import { loadData } from "../src/index.ts";

const peakMiB = (): number => process.resourceUsage().maxRSS / 1024;

const idleMiB = peakMiB();
const start = performance.now();
const path = process.argv[2];
const options = { skipTop: 20, numWords: 100 };
const { xTrain, yTrain, xTest, yTest } = await loadData(
  path === undefined ? options : { ...options, source: "stanford", path },
);
const seconds = (performance.now() - start) / 1000;
const result = { seconds, idleMiB, peakMiB: peakMiB() };
const hash = createHash("sha256");
for (const { buffer, byteOffset, byteLength } of [
  xTrain.values,
  xTest.values,
  yTrain.data,
  yTest.data,
]) {
  hash.update(new Uint8Array(buffer, byteOffset, byteLength));
}
console.log(JSON.stringify({ ...result, sha256: hash.digest("hex") }));
