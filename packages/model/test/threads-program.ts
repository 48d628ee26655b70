/** Trains with threads and ends by itself, also where nobody closes a session: run by a test. */

import { createWasmEngine } from "../src/engine/wasm/wasm-engine.ts";
import { RecurrentNetwork } from "../src/index.ts";
import { lastToken } from "./last-token.ts";
import { oneStep, openSession, paddedTokens, randomWeights, sessionOptions } from "./wasm-cases.ts";

const { x, y } = lastToken(60);
const network = new RecurrentNetwork({ engine: { kind: "wasm", threads: 3 } });
await network.fit(x, y, { epochs: 3 });

const session = openSession(
  createWasmEngine({ threads: 2 }),
  randomWeights(9, 5, 1),
  sessionOptions(4, 3),
);
oneStep(session, paddedTokens(4, 6, 9, 1), Int32Array.of(0, 1, 2, 3));
// Long enough for the thread to be up and asleep.
await new Promise((resolve) => setTimeout(resolve, 300));
process.stdout.write(`${network.losses.length} epochs`);
