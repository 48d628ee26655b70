import { Sequential, sigmoid } from "@rnn/model";
import { tanh } from "@rnn/tensor/portable-math";
import type { Session } from "../session.ts";
import { inspectable } from "./inspectable.ts";
import { readWords } from "./read-words.ts";

/** One product of a sum. */
export interface Term {
  /** The number of the input or the state's unit, counted from 0. */
  readonly of: number;
  readonly value: number;
  readonly weight: number;
}

/** One sum of a cell and what its function makes of it. */
export interface Gate {
  readonly name: GateName;
  readonly inputs: readonly Term[];
  readonly states: readonly Term[];
  readonly bias: number;
  /** The bias of the state's product, where a gate multiplies that (GRU's candidate); else 0. */
  readonly stateBias: number;
  readonly fromInputs: number;
  readonly fromStates: number;
  readonly activation: "sigmoid" | "tanh";
  readonly result: number;
}

/** The parts of the cells. */
export type GateName = "state" | "input" | "forget" | "candidate" | "output" | "update" | "reset";

/** One step of one unit, in all its numbers. */
export interface CellStep {
  readonly cell: "simple" | "lstm" | "gru";
  readonly words: readonly string[];
  readonly step: number;
  readonly unit: number;
  readonly units: number;
  readonly gates: readonly Gate[];
  /** The unit's state before and after; of an LSTM also its memory. */
  readonly before: number;
  readonly after: number;
  readonly memoryBefore: number;
  readonly memoryAfter: number;
  /** The state after the step as the engine has it; `after` is what the shown numbers come to. */
  readonly engine: number;
}

const gateNames: Readonly<Record<CellStep["cell"], readonly GateName[]>> = {
  simple: ["state"],
  lstm: ["input", "forget", "candidate", "output"],
  gru: ["update", "reset", "candidate"],
};

/** The arithmetic of one unit at one word, from the weights and from the states that the reference engine computed. */
export function stepOfCell(
  session: Session,
  { text, step, unit }: { readonly text: string; readonly step: number; readonly unit: number },
): CellStep | undefined {
  const words = readWords(session, text);
  if (words.length === 0) return undefined;
  const found = inspectable(session);
  const network = new Sequential(found.network.layers, { engine: "reference" });
  network.setWeights(found.network.weights);
  const result = network.states(found.read([words.map(({ id }) => id)]));
  const [, steps, units] = result.shape;
  const place = Math.min(step, words.length - 1);
  const row = steps - words.length + place;
  const stateAt = (at: number): Float64Array =>
    at < 0 ? new Float64Array(units) : result.data.subarray(at * units, (at + 1) * units);

  const layer = network.layers.find(
    ({ kind }) => kind === "simpleRnn" || kind === "lstm" || kind === "gru",
  );
  const cell = layer?.kind === "lstm" || layer?.kind === "gru" ? layer.kind : "simple";
  const weights = readWeights(network, cell === "simple" ? "simpleRnn" : cell);
  const xAt = (at: number): ArrayLike<number> => {
    const id = at < steps - words.length ? 0 : words[at - steps + words.length].id;
    return weights.embedding(id);
  };
  // A masked step hands the state on, so the memory begins with the first word.
  const first =
    session.settings.cell !== "chapter" && session.settings.mask ? steps - words.length : 0;
  const chosen = Math.min(unit, units - 1);
  let memories = new Float64Array(units);
  const gatesAt = (at: number, of: number): Gate[] =>
    gateNames[cell].map((name, part) =>
      gateOf(name, part, of, xAt(at), stateAt(at - 1), weights, units),
    );
  if (cell === "lstm") {
    for (let at = first; at < row; at++) {
      memories = memories.map((memory, of) => nextMemory(gatesAt(at, of), memory));
    }
  }
  const gates = gatesAt(row, chosen);
  const before = stateAt(row - 1)[chosen];
  const memoryBefore = memories[chosen];
  const memoryAfter = cell === "lstm" ? nextMemory(gates, memoryBefore) : 0;
  return {
    cell,
    words: words.map(({ word }) => word),
    step: place,
    unit: chosen,
    units,
    gates: cell === "gru" ? withReset(gates) : gates,
    before,
    after: nextState(cell, gates, before, memoryAfter),
    memoryBefore,
    memoryAfter,
    engine: stateAt(row)[chosen],
  };
}

interface CellWeights {
  readonly embedding: (id: number) => ArrayLike<number>;
  readonly kernel: ArrayLike<number>;
  readonly recurrent: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
  /** Columns of the kernels: gates times units. */
  readonly columns: number;
}

function readWeights(network: Sequential, name: string): CellWeights {
  const { weights } = network;
  const of = (part: string) => weights[`${name}.${part}`].astype("float64");
  const kernel = of("kernel");
  const table = weights["embedding.embeddings"]?.astype("float64");
  return {
    embedding: (id) => {
      if (table === undefined) return oneHot(id, kernel.shape[0]);
      const [, width] = table.shape;
      return table.data.subarray(id * width, (id + 1) * width);
    },
    kernel: kernel.data,
    recurrent: of("recurrentKernel").data,
    bias: of("bias").data,
    columns: kernel.shape[1],
  };
}

function oneHot(id: number, width: number): Float64Array {
  const vector = new Float64Array(width);
  vector[id] = 1;
  return vector;
}

/** The sums of one gate of one unit, and its result before anything multiplies them. */
function gateOf(
  name: GateName,
  part: number,
  unit: number,
  x: ArrayLike<number>,
  h: ArrayLike<number>,
  { kernel, recurrent, bias, columns }: CellWeights,
  units: number,
): Gate {
  const column = part * units + unit;
  const termsOf = (vector: ArrayLike<number>, matrix: ArrayLike<number>): Term[] =>
    Array.from(vector, (value, of) => ({ of, value, weight: matrix[of * columns + column] }));
  const inputs = termsOf(x, kernel).filter(({ value }) => value !== 0);
  const states = termsOf(h, recurrent);
  const isPair = bias.length === 2 * columns;
  const fromInputs = sumOf(inputs);
  const fromStates = sumOf(states);
  const ofInputs = bias[column];
  const ofStates = isPair ? bias[columns + column] : 0;
  const activation = name === "candidate" || name === "state" ? "tanh" : "sigmoid";
  const sum = fromInputs + ofInputs + fromStates + ofStates;
  return {
    name,
    inputs,
    states,
    bias: ofInputs,
    stateBias: ofStates,
    fromInputs,
    fromStates,
    activation,
    result: activation === "tanh" ? tanh(sum) : sigmoid(sum),
  };
}

function sumOf(terms: readonly Term[]): number {
  return terms.reduce((sum, { value, weight }) => sum + value * weight, 0);
}

/** GRU's reset gate multiplies what the candidate takes from the state. */
function withReset([update, reset, candidate]: readonly Gate[]): Gate[] {
  const { fromInputs, bias, fromStates, stateBias } = candidate;
  const result = tanh(fromInputs + bias + reset.result * (fromStates + stateBias));
  return [update, reset, { ...candidate, result }];
}

function nextMemory([input, forget, candidate]: readonly Gate[], memory: number): number {
  return forget.result * memory + input.result * candidate.result;
}

function nextState(
  cell: CellStep["cell"],
  gates: readonly Gate[],
  before: number,
  memory: number,
): number {
  if (cell === "lstm") return gates[3].result * tanh(memory);
  if (cell === "simple") return gates[0].result;
  const [update, , candidate] = withReset(gates);
  return update.result * before + (1 - update.result) * candidate.result;
}
