/**
 * An epoch and a validation pass by every tool. Each runs in a process of its own; its losses and
 * probabilities are compared with the reference engine's before anything is timed; then all take turns, so
 * that a busy moment of the machine hits every one of them.
 */
import { execFileSync } from "node:child_process";
import { RecurrentNetwork } from "@rnn/model";
import { countEpochFlops } from "@rnn/testing/chapter-reviews";
import { type Answer, Child } from "./child.ts";
import { batchSize, type Job, learningRate } from "./job.ts";
import { median } from "./statistics.ts";
import { here, type Tool, tools } from "./tools.ts";

/** What one tool took, scaled to a whole epoch and a whole validation pass. */
export interface EpochRow {
  readonly key: string;
  readonly tool: string;
  readonly variant: string;
  readonly missing?: string;
  readonly epochMs?: number;
  readonly fastestEpochMs?: number;
  readonly epochs?: number;
  readonly validationMs?: number;
  readonly peakMiB?: number;
  /** The share of an epoch that was timed; less than 1 for slow tools. */
  readonly timedShare?: number;
}

/** How much of WebAssembly's multiply-add rate the products reach. */
export interface PeakRow {
  readonly key: string;
  readonly peakGflops: number;
  readonly gflops: number;
}

interface Running {
  readonly tool: Tool;
  readonly name: string;
  readonly child: Child;
  readonly trainMs: number[];
  readonly validationMs: number[];
}

/** A turn lasts at least so long, so that the fast have many epochs to take the median of. */
const turnMs = 400;
const tolerance = { loss: 1e-5, probability: 1e-4 };

/** Runs every tool for so many rounds. */
export async function measureEpochs(job: Job, file: string, rounds: number, quick: boolean) {
  const missing: EpochRow[] = [];
  const running: Running[] = [];
  for (const tool of tools()) {
    if (quick && tool.slow) continue;
    const reason = { key: tool.key, tool: toolName(tool), variant: tool.variant };
    if (tool.command === undefined) {
      missing.push({ ...reason, missing: tool.missing ?? "not here" });
      continue;
    }
    const child = new Child(tool.command, file);
    const { ready, missing: why } = await child.start();
    if (ready === undefined) {
      missing.push({ ...reason, missing: why ?? "no answer" });
      continue;
    }
    process.stderr.write(`checking ${ready}, ${tool.variant}\n`);
    compare(
      `${ready}, ${tool.variant}`,
      await child.ask({ check: tool.checked }),
      await runReference(job, tool),
    );
    running.push({ tool, name: ready, child, trainMs: [], validationMs: [] });
  }

  const peaks = { wasm: [] as number[], relaxed: [] as number[] };
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`round ${round} of ${rounds}\n`);
    for (const { tool, child, trainMs, validationMs } of running) {
      const turnEnds = performance.now() + turnMs;
      do {
        trainMs.push((await child.ask({ train: tool.batches })).ms ?? NaN);
        validationMs.push((await child.ask({ validate: tool.validated })).ms ?? NaN);
      } while (performance.now() < turnEnds);
    }
    for (const key of ["wasm", "relaxed"] as const) peaks[key].push(peakOf(key));
  }

  const rows: EpochRow[] = [];
  for (const { tool, name, child, trainMs, validationMs } of running) {
    const batches = Math.ceil(job.x.shape[0] / batchSize);
    const scale = batches / tool.batches;
    rows.push({
      key: tool.key,
      tool: name,
      variant: tool.variant,
      epochMs: median(trainMs) * scale,
      fastestEpochMs: Math.min(...trainMs) * scale,
      epochs: trainMs.length,
      validationMs: (median(validationMs) * job.xVal.shape[0]) / tool.validated,
      peakMiB: (await child.ask({ end: true })).peakMiB ?? NaN,
      timedShare: 1 / scale,
    });
  }
  return { rows: [...rows, ...missing], peaks: shares(job, rows, peaks) };
}

/** A name for a tool that cannot say its own. */
function toolName({ key }: Tool): string {
  const names = { numpy: "NumPy", torch: "PyTorch", tfjs: "TensorFlow.js", jax: "jax-js" };
  const [first] = key.split("-");
  return names[first as keyof typeof names] ?? (first === "mathjs" ? first : "@rnn/model");
}

const references = new Map<string, Promise<Required<Pick<Answer, "losses" | "probabilities">>>>();

/** What the reference engine gives for a tool's check. */
function runReference(job: Job, { recurrentGradient, bpttSteps, checked }: Tool) {
  const key = `${recurrentGradient} ${bpttSteps} ${checked}`;
  const known = references.get(key);
  if (known !== undefined) return known;
  const run = async () => {
    const network = new RecurrentNetwork({
      nCells: job.weights.b1.size,
      batchSize,
      learningRate,
      bpttSteps,
      recurrentGradient,
      engine: "reference",
    });
    network.setWeights(job.weights);
    const losses: number[] = [];
    const first = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
    await network.fit(job.x.take(first(checked)), job.y.take(first(checked)), {
      epochs: 1,
      onBatchEnd: ({ loss }) => losses.push(loss),
    });
    const { data } = network.predictProba(job.xVal.take(first(500)));
    return { losses, probabilities: Array.from(data) };
  };
  const result = run();
  references.set(key, result);
  return result;
}

/** Throws unless both agree within the tolerance. */
function compare(
  name: string,
  { losses = [], probabilities = [] }: Answer,
  reference: Required<Pick<Answer, "losses" | "probabilities">>,
): void {
  const furthest = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length ? Math.max(...a.map((value, i) => Math.abs(value - b[i]))) : Infinity;
  const loss = furthest(losses, reference.losses);
  const probability = furthest(probabilities, reference.probabilities);
  if (loss <= tolerance.loss && probability <= tolerance.probability) return;
  throw new Error(
    `${name}: expected the reference engine's results, got losses that differ by ${loss} ` +
      `and probabilities that differ by ${probability}.`,
  );
}

function peakOf(variant: "wasm" | "relaxed"): number {
  const args = ["--import", "tsx", here("../packages/model/bench/peak-program.ts"), variant];
  try {
    const stdio = ["ignore", "pipe", "ignore"] as ["ignore", "pipe", "ignore"];
    const line = execFileSync(process.execPath, args, { cwd: here("."), encoding: "utf8", stdio });
    return (JSON.parse(line) as { gflops: number }).gflops;
  } catch {
    // This host cannot compile it; neither could it the kernels, which are then missing.
    return NaN;
  }
}

/** The fastest epoch against the fastest multiply-adds: both as if nothing else ran. */
function shares(
  { x }: Job,
  rows: readonly EpochRow[],
  peaks: Record<"wasm" | "relaxed", number[]>,
): PeakRow[] {
  const [count, steps] = x.shape;
  const flops = countEpochFlops({ tokens: x.indices.data, count, steps });
  return (["wasm", "relaxed"] as const).flatMap((key) => {
    const ms = rows.find((row) => row.key === key)?.fastestEpochMs;
    if (ms === undefined) return [];
    return [{ key, peakGflops: Math.max(...peaks[key]), gflops: flops / ms / 1e6 }];
  });
}
