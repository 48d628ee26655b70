/** The chapter's network beside every tool, and the share of WebAssembly's peak that it reaches. */
import { RecurrentNetwork } from "@rnn/model";
import { countEpochFlops } from "@rnn/testing/chapter-reviews";
import { batchSize, type Job, learningRate } from "../jobs/chapter-job.ts";
import { checkedProbabilities } from "../peers/serve.ts";
import type { Expected } from "../runner/check-against-reference.ts";
import { runSubjects } from "../runner/run-subjects.ts";
import type { Subject, SubjectRow } from "../runner/subject.ts";
import { type ChapterReference, chapterSubjects } from "../subjects/chapter-subjects.ts";
import { Peaks, shareOfPeak } from "./peaks.ts";

const tolerance = { loss: 1e-5, probability: 1e-4 };

/** Runs every tool for so many rounds. */
export async function measureChapter(job: Job, file: string, rounds: number, quick: boolean) {
  const peaks = new Peaks();
  const rows = await runSubjects(chapterSubjects(), {
    title: "chapter",
    job: file,
    rounds,
    turnMs: 400,
    epochBatches: Math.ceil(job.x.shape[0] / batchSize),
    predictedRows: job.xVal.shape[0],
    quick,
    runReference: (subject) => runReference(job, subject),
    afterRound: () => peaks.measure(),
  });
  return { rows, peaks: shares(job, rows, peaks) };
}

/** What the reference engine gives for a tool's check. */
async function runReference(
  job: Job,
  { reference, checked }: Subject<ChapterReference>,
): Promise<Expected> {
  const network = new RecurrentNetwork({
    nCells: job.weights.b1.size,
    batchSize,
    learningRate,
    ...reference,
    engine: "reference",
  });
  network.setWeights(job.weights);
  const losses: number[] = [];
  const first = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
  await network.fit(job.x.take(first(checked)), job.y.take(first(checked)), {
    epochs: 1,
    onBatchEnd: ({ loss }) => losses.push(loss),
  });
  const { data } = network.predictProba(job.xVal.take(first(checkedProbabilities)));
  return { losses, probabilities: Array.from(data), tolerance };
}

/** What the default engine and relaxed SIMD reach of the peak. */
function shares({ x }: Job, rows: readonly SubjectRow[], peaks: Peaks) {
  const [count, steps] = x.shape;
  const flops = countEpochFlops({ tokens: x.indices.data, count, steps });
  return shareOfPeak("chapter", flops, rows, peaks);
}
