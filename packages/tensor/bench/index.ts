/**
 * Random streams, the matrix product and the initial weights of 1,000 cells beside NumPy in the same run, and
 * beside mathjs where it does the same.
 * Results are compared before anything is timed. Run with `pnpm bench`.
 */

import { findPython, runPython } from "@rnn/testing/run-python";
import { all, create } from "mathjs";
import { Bench } from "tinybench";
import { matmul, orthogonal, RandomState, tensor } from "../src/index.ts";
import { reducedQr } from "../src/qr.ts";

const size = 128;
const cells = 1000;
const script = `
import json, sys, time, numpy as np
def best(f):
    times = []
    for _ in range(20):
        t = time.perf_counter(); f(); times.append(time.perf_counter() - t)
    return sorted(times)[10] * 1e3
r = np.random.RandomState(1)
a = r.random_sample((${size}, ${size}))
b = a.T.copy()
w = r.standard_normal((${cells}, ${cells}))
print(json.dumps({
    "version": np.__version__,
    "checks": [int(np.random.RandomState(42).permutation(20000)[19999]),
               float(np.random.RandomState(42).normal(size=1000000)[-1]), float((a @ b)[-1, -1])],
    "ms": [best(lambda: r.permutation(20000)), best(lambda: r.normal(size=1000000)), best(lambda: a @ b),
           best(lambda: np.linalg.qr(w))]}))
`;

interface Peer {
  version: string;
  checks: number[];
  ms: number[];
}

function numpy(): Peer | undefined {
  const python = findPython("numpy");
  if (python === undefined) return undefined;
  process.env["OPENBLAS_NUM_THREADS"] = "1"; // as many as are used here
  return JSON.parse(runPython(python, script).toString()) as Peer;
}

const mathjs = create(all);
const random = new RandomState(1);
const a = random.randomSample([size, size]);
const b = a.transpose().copy();
const product = matmul(a, b);
const rows = a.toArray();
const columns = b.toArray();
const oracle = tensor(mathjs.multiply(rows, columns));
const small = random.standardNormal([size, size]);
const smallRows = small.toArray();
const peer = numpy();

const ours = [
  new RandomState(42).permutation(20_000).at(-1),
  new RandomState(42).normal(0, 1, [1_000_000]).at(-1),
  product.at(-1, -1),
];
for (const [i, value] of ours.entries()) {
  const expected = peer?.checks[i] ?? value;
  if (Math.abs(value - expected) > 1e-12 * Math.abs(expected)) {
    throw new Error(`check ${i}: ${value} against NumPy's ${expected}`);
  }
}
if (product.data.some((value, i) => Math.abs(value - oracle.data[i]) > 1e-12 * value)) {
  throw new Error("matmul differs from mathjs");
}

const bench = new Bench({ time: 500, warmupTime: 100, iterations: 4, warmupIterations: 1 });
bench.add("permutation(20000)", () => random.permutation(20_000));
bench.add("normal, 1,000,000", () => random.normal(0, 1, [1_000_000]));
bench.add(`matmul ${size} x ${size} float64`, () => matmul(a, b));
bench.add(`orthogonal ${cells} x ${cells}`, () => orthogonal([cells, cells], random));
bench.add(`matmul ${size} x ${size}, mathjs`, () => mathjs.multiply(rows, columns));
bench.add(`QR ${size} x ${size}`, () => reducedQr(small.data, size, size));
bench.add(`QR ${size} x ${size}, mathjs`, () => mathjs.qr(smallRows));
await bench.run();

console.log(`Medians in ms, Node ${process.version}; NumPy ${peer?.version ?? "missing"}`);
console.table(
  Object.fromEntries(
    bench.tasks.map(({ name, result }, i) => [
      name,
      {
        "here (ms)": result.state === "completed" ? result.latency.p50.toFixed(3) : "failed",
        "NumPy (ms)": peer?.ms[i]?.toFixed(3) ?? "-",
      },
    ]),
  ),
);
