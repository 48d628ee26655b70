/**
 * The largest error of the kernels' tanh over every float32 there is, against Math.tanh in float64; and
 * that it is odd, bit for bit. Takes about a minute: `tsx --conditions=@rnn/source bench/tanh-error.ts`.
 */

import { instantiate } from "../src/engine/wasm/kernels.ts";
import { SessionMemory } from "../src/engine/wasm/session-memory.ts";

const chunk = 2 ** 16;
const infinityBits = 0x7f800000;

const kernels = instantiate("plain");
const memory = new SessionMemory(kernels, 1, 16, chunk / 8);
const at = memory.at("kernel");
const positive = memory.floats.subarray(at, at + chunk);
const negative = memory.floats.subarray(at + chunk, at + 2 * chunk);
const bits = memory.integers.subarray(at, at + chunk);
const inputs = new Float32Array(chunk);

let worst = { error: 0, x: 0 };
let checked = 0;
for (let start = 0; start <= infinityBits; start += chunk) {
  const count = Math.min(chunk, infinityBits + 1 - start);
  for (let i = 0; i < count; i++) bits[i] = start + i;
  inputs.set(positive);
  for (let i = 0; i < count; i++) negative[i] = -positive[i];
  kernels.tanh(at * 4, 2 * chunk * 4);
  for (let i = 0; i < count; i++) {
    const error = Math.abs(positive[i] - Math.tanh(inputs[i]));
    if (!(error <= worst.error)) worst = { error, x: inputs[i] };
    if (!Object.is(negative[i], -positive[i])) throw new Error(`not odd at ${inputs[i]}`);
  }
  checked += 2 * count;
}
console.log(`${checked} inputs: largest error ${worst.error} at ${worst.x}`);
if (!(worst.error <= 2.5e-7)) process.exitCode = 1;
