/** The studies that are run by one worker and by two. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { loadData } from "@rnn/imdb-data";
import { RandomState } from "@rnn/tensor";
import { chapter, generateReviews } from "@rnn/testing/chapter-reviews";

/** A study, as `sweep --config` takes it. */
export interface StudyJob {
  readonly title: string;
  readonly trainings: number;
  readonly study: object;
}

/** The chapter's network, whose training fits the caches, and a classifier, whose training does not. */
export async function listStudyJobs(folder: string, quick: boolean): Promise<StudyJob[]> {
  const data = process.env["RNN_DATA_DIR"] ? "imdb" : "synthetic";
  const texts = path.join(folder, "texts.csv");
  await writeFile(texts, await makeTexts(2000));
  return [
    {
      title: "chapter's network, 16 and 32 cells",
      trainings: 32,
      study: {
        options: { data },
        space: {
          nCells: [16, 32],
          learningRate: Array.from({ length: 8 }, (_, i) => (i + 1) / 100),
        },
        seeds: [1, 2],
        epochs: quick ? 2 : 20,
      },
    },
    {
      title: "bidirectional GRU, 16 to 48 units, 2,000 reviews",
      trainings: 16,
      study: {
        options: { command: "train", data: texts, model: "rnn", cell: "gru" },
        space: { units: [16, 24, 32, 48], learningRate: [0.001, 0.002, 0.005, 0.01] },
        seeds: [1],
        epochs: quick ? 1 : 4,
      },
    },
  ];
}

/** Reviews and their labels as a table, a word for each id: those of IMDB where RNN_DATA_DIR is set. */
async function makeTexts(count: number): Promise<string> {
  const rows = process.env["RNN_DATA_DIR"] ? await loadRows(count) : generateRows(count);
  const lines = rows.map(([ids, label]) => `${ids.map((id) => `w${id}`).join(" ")},${label}`);
  return `text,label\n${lines.join("\n")}\n`;
}

type Row = readonly [ids: readonly number[], label: number];

async function loadRows(count: number): Promise<Row[]> {
  const { xTrain, yTrain } = await loadData({ numWords: 10_000 });
  return Array.from({ length: count }, (_, i) => [Array.from(xTrain.row(i)), yTrain.data[i]]);
}

function generateRows(count: number): Row[] {
  const { sequences, labels } = generateReviews(count, new RandomState(1));
  return Array.from({ length: count }, (_, i) => {
    const ids = sequences.tokens.subarray(i * chapter.steps, (i + 1) * chapter.steps);
    return [Array.from(ids.filter((id) => id > 0)), labels[i]];
  });
}
