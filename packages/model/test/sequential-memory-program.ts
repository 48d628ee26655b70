/** Batches of 64 rows over a large vocabulary, in a process of its own; prints the most memory it was resident in. */
import process from "node:process";
import { RandomState } from "@rnn/tensor";
import { bidirectional, dense, embedding, lstm, Sequential } from "../src/index.ts";

const [rows, steps, words] = [640, 200, 20_000];
const x = new RandomState(1).randint(0, words, [rows, steps]);
const y = Int32Array.from({ length: rows }, (_, n) => n % 2);
const layers = [embedding(words, 32, { maskZero: true }), bidirectional(lstm(32)), dense(1)];
const network = new Sequential(layers, { batchSize: 64 });
await network.fit(x, y, { epochs: 1, xVal: x, yVal: y });
// `maxRSS` is in units of 1,024 bytes.
process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
