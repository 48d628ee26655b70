import type { Session } from "../session.ts";
import { inspectable } from "./inspectable.ts";
import { type ReadWord, readWords } from "./read-words.ts";

/** The state at every word of a text. */
export interface StatesOfText {
  readonly words: readonly ReadWord[];
  readonly units: number;
  /** `[words, units]`, row by row. */
  readonly states: Float64Array<ArrayBuffer>;
  /** The units, those that speak loudest for the second class first. */
  readonly order: readonly number[];
  /** The weight of each unit in the output. */
  readonly outputWeights: readonly number[];
}

/** The states of the recurrent layer after each word that is read. */
export function showStates(session: Session, { text }: { readonly text: string }): StatesOfText {
  const words = readWords(session, text);
  const { network, read } = inspectable(session);
  const states = network.states(read([words.map(({ id }) => id)]));
  const [, steps, units] = states.shape;
  const outputWeights = [...network.weights["dense.kernel"].astype("float64").data];
  return {
    words,
    units,
    states: Float64Array.from(states.data.subarray((steps - words.length) * units, steps * units)),
    order: outputWeights.map((_, unit) => unit).sort((a, b) => outputWeights[b] - outputWeights[a]),
    outputWeights,
  };
}
