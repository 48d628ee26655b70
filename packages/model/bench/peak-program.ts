/** What compiled WebAssembly multiplies and adds here at most, in GFLOP/s; prints one line of JSON. */
import { setFlagsFromString } from "node:v8";
import { peakGflops } from "./peak.ts";

const relaxed = process.argv[2] === "relaxed";
// Node 20 has relaxed SIMD behind a flag, later ones have it.
if (relaxed && process.versions.node.startsWith("20.")) {
  setFlagsFromString("--experimental-wasm-relaxed-simd");
}
console.log(JSON.stringify({ gflops: await peakGflops(relaxed) }));
