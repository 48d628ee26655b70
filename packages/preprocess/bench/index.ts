/**
 * padSequences and toCategorical on 25,000 rows with the lengths of reviews (median 178, mean 238), beside
 * the Keras loop on NumPy in the same run. Results are compared before anything is timed.
 * Run with `pnpm bench`.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { RaggedTensor, RandomState } from "@rnn/tensor";
import { Bench } from "tinybench";
import { padSequences, toCategorical } from "../src/index.ts";

const reviews = 25_000;
const maxlen = 100;
const numClasses = 100;
const denseReviews = 2_000; // 80 MB as dense float32; all of them would be 1 GB

interface Peer {
  name: string;
  paddedSha256: string;
  encodedSum: number;
  padMs: number;
  encodeMs: number;
}

const ragged = syntheticReviews();
const arrays = ragged.toArrays();
const padded = padSequences(ragged, { maxlen });
const few = padded.slice([0, denseReviews]).copy();
const peer = runPeer();
check(
  padSequences(arrays, { maxlen }).data.every((id, i) => id === padded.data[i]),
  "arrays",
);
if (peer !== undefined) {
  const bytes = new Uint8Array(padded.data.buffer);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  check(sha256 === peer.paddedSha256, "padded ids against NumPy's");
  const dense = toCategorical(few, { numClasses }).toDense();
  check(dense.data.reduce((sum, x) => sum + x, 0) === peer.encodedSum, "one-hot against NumPy's");
}

const bench = new Bench({ time: 1000, warmupTime: 200 });
const cases: [task: string, run: () => unknown, peerMs: number | undefined][] = [
  [`padSequences, RaggedTensor`, () => padSequences(ragged, { maxlen }), peer?.padMs],
  [`padSequences, arrays`, () => padSequences(arrays, { maxlen }), peer?.padMs],
  [`toCategorical, ${reviews} rows`, () => toCategorical(padded, { numClasses }), undefined],
  [
    `toCategorical + toDense, ${denseReviews} rows`,
    () => toCategorical(few, { numClasses }).toDense(),
    peer?.encodeMs,
  ],
];
for (const [task, run] of cases) bench.add(task, run);
await bench.run();

console.log(
  `${reviews} rows, ${ragged.values.length} ids, to ${maxlen} steps and ${numClasses} classes. ` +
    `Medians in ms, Node ${process.version}; peer: ${peer?.name ?? "missing (no python3 with NumPy)"}`,
);
console.table(
  Object.fromEntries(
    cases.map(([task, , peerMs], i) => [
      task,
      {
        "ours (ms)": median(bench.tasks[i].result).toFixed(2),
        "NumPy (ms)": peerMs?.toFixed(2) ?? "-",
      },
    ]),
  ),
);

/** Rows of ids below 100 whose lengths spread as those of reviews do, roughly log-normal. */
function syntheticReviews(): RaggedTensor {
  const random = new RandomState(7);
  const rowOffsets = new Int32Array(reviews + 1);
  for (let i = 0; i < reviews; i++) {
    const length = Math.round(Math.exp(random.normal(Math.log(178), 0.75)));
    rowOffsets[i + 1] = rowOffsets[i] + Math.min(length, 2500);
  }
  const values = Int32Array.from(random.randint(0, numClasses, [rowOffsets[reviews]]).data, Number);
  return new RaggedTensor(values, rowOffsets);
}

/** What Python measures on the same rows; undefined where there is no Python with NumPy. */
function runPeer(): Peer | undefined {
  const input = new Int32Array(1 + ragged.rowOffsets.length + ragged.values.length);
  input[0] = ragged.length;
  input.set(ragged.rowOffsets, 1);
  input.set(ragged.values, 1 + ragged.rowOffsets.length);
  const script = fileURLToPath(new URL("python-peer.py", import.meta.url));
  for (const python of ["python3", "/usr/bin/python3"]) {
    if (spawnSync(python, ["-c", "import numpy"]).status !== 0) continue;
    const { status, stdout, stderr } = spawnSync(python, [script], {
      input: new Uint8Array(input.buffer),
      encoding: "utf8",
    });
    check(status === 0, `python: ${stderr}`);
    return JSON.parse(stdout) as Peer;
  }
  return undefined;
}

function median(result: (typeof bench.tasks)[number]["result"]): number {
  if (!("latency" in result)) throw new Error(`bench: a task did not finish (${result.state}).`);
  return result.latency.p50;
}

function check(agrees: boolean, what: string): void {
  if (!agrees)
    throw new Error(`bench: expected equal results before timing, got a difference (${what}).`);
}
