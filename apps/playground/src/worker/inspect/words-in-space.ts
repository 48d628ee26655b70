import { RecurrentNetwork, type Sequential } from "@rnn/model";
import type { PreparedData } from "../../training/prepare-data.ts";
import { classifierOf } from "../classifier-of.ts";
import type { Session } from "../session.ts";
import { cosine } from "./gradients-back.ts";
import { principalPlane, project } from "./principal-components.ts";

/** The most words that are placed, the most frequent ones. */
const mostWords = 300;

/** The words of the vocabulary in the plane in which the last epoch's rows differ most. */
export interface WordsInSpace {
  readonly words: readonly string[];
  /** Before the training, where the weights were drawn by then, and after each epoch: `[words, 2]`. */
  readonly epochs: readonly Float64Array[];
  /** The share of the rows' variance along each axis. */
  readonly shares: readonly [number, number];
  /** The probability of the second class of a text that is this word alone. */
  readonly probabilities: Float64Array<ArrayBuffer>;
}

/** Numbers a word, as the network has them now: rows of the embedding, or of w1x. */
function wordVectors(network: RecurrentNetwork | Sequential): {
  data: Float64Array;
  width: number;
} {
  const table =
    network instanceof RecurrentNetwork
      ? network.weights.w1x
      : network.weights["embedding.embeddings"];
  return { data: Float64Array.from(table.data), width: table.shape[1] };
}

/** The words of the vocabulary with their ids, the most frequent first. */
function listWords({ vocabulary }: PreparedData): { word: string; id: number }[] {
  return vocabulary.flatMap((word, id) => (word === null ? [] : [{ word, id }]));
}

function frequentWords(data: PreparedData): { word: string; id: number }[] {
  return listWords(data).slice(0, mostWords);
}

function rowsOf(data: Float64Array, width: number, ids: readonly number[]): Float64Array {
  const rows = new Float64Array(ids.length * width);
  for (const [n, id] of ids.entries())
    rows.set(data.subarray(id * width, (id + 1) * width), n * width);
  return rows;
}

/** The vectors of the most frequent words as they are now, `[words, width]`: what the session keeps of each epoch. */
export function frequentVectors(
  network: RecurrentNetwork | Sequential,
  data: PreparedData,
): Float64Array {
  const { data: all, width } = wordVectors(network);
  return rowsOf(
    all,
    width,
    frequentWords(data).map(({ id }) => id),
  );
}

/** Places the most frequent words at every epoch, all in the plane of the latest. */
export function wordsInSpace(session: Session): WordsInSpace {
  const { trainee, data, vectors } = session;
  const { width } = wordVectors(trainee.network);
  const epochs = vectors.length > 0 ? vectors : [frequentVectors(trainee.network, data)];
  const plane = principalPlane(epochs[epochs.length - 1], width);
  const words = frequentWords(data).map(({ word }) => word);
  return {
    words,
    epochs: epochs.map((rows) => project(rows, width, plane)),
    shares: plane.shares,
    probabilities: Float64Array.from(classifierOf(session).probabilities(words).data),
  };
}

/** A word and how alike its numbers are to another's: their cosine. */
export interface Neighbour {
  readonly word: string;
  readonly cosine: number;
}

/** The words whose vectors point the most nearly the same way, and the opposite; undefined for an unknown word. */
export function neighboursOf(
  session: Session,
  { word, count }: { readonly word: string; readonly count: number },
): { near: Neighbour[]; far: Neighbour[] } | undefined {
  const words = listWords(session.data);
  const asked = words.find((each) => each.word === word.trim().toLowerCase());
  if (asked === undefined) return undefined;
  const { data, width } = wordVectors(session.trainee.network);
  const rowOf = (id: number) => data.subarray(id * width, (id + 1) * width);
  const sorted = words
    .filter(({ id }) => id !== asked.id)
    .map((each) => ({ word: each.word, cosine: cosine(rowOf(asked.id), rowOf(each.id)) }))
    .sort((a, b) => b.cosine - a.cosine);
  return { near: sorted.slice(0, count), far: sorted.slice(-count).toReversed() };
}

/** All words and their numbers, a line a word, tabs between. */
export function vectorTable(session: Session): string {
  const { data, width } = wordVectors(session.trainee.network);
  const lines = listWords(session.data).map(({ word, id }) =>
    [word, ...data.subarray(id * width, (id + 1) * width)].join("\t"),
  );
  return `${lines.join("\n")}\n`;
}
