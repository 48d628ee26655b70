import { beforeAll, describe, expect, test } from "vitest";
import { defaultSettings, type Settings } from "../src/settings/settings.ts";
import { classifierOf } from "../src/worker/classifier-of.ts";
import { comparePadding, trainPadded } from "../src/worker/inspect/compare-padding.ts";
import { scoreValidation, textsAt } from "../src/worker/inspect/find-errors.ts";
import { findMovers } from "../src/worker/inspect/find-movers.ts";
import { cosine, gradientsBack } from "../src/worker/inspect/gradients-back.ts";
import { eigenvectors } from "../src/worker/inspect/principal-components.ts";
import { showStates } from "../src/worker/inspect/show-states.ts";
import { stepOfCell } from "../src/worker/inspect/step-of-cell.ts";
import { findTurn, traceText } from "../src/worker/inspect/trace-text.ts";
import { neighboursOf, vectorTable, wordsInSpace } from "../src/worker/inspect/words-in-space.ts";
import type { Session } from "../src/worker/session.ts";
import { openRun } from "./run-settings.ts";

const text = "they said that it was Dull, but i found the xylophone great";
const forever = new AbortController().signal;

async function train(changes: Partial<Settings>): Promise<Session> {
  const { session, until } = await openRun({ ...defaultSettings, reviews: 600, ...changes });
  const done = until("done");
  session.run.play();
  await done;
  return session;
}

let session: Session;
beforeAll(async () => {
  session = await train({ reviews: 2000, epochs: 3 });
});

describe("the trace of a text", () => {
  test("ends in the text's probability, and knows the words it does not know", () => {
    const trace = traceText(session, { text });
    expect(trace.probability).toBe(classifierOf(session).probability(text));
    expect(trace.words.find(({ word }) => word === "xylophone")?.status).toBe("unknown");
    expect(trace.words.map(({ word }) => word)).toContain("dull");
  });

  test("has for each word what the probability loses without it", () => {
    const { effects, words, probability } = traceText(session, { text });
    const place = words.findIndex(({ word }) => word === "great");
    const without = classifierOf(session).probability(text.replace("great", ""));
    expect(effects[place]).toBeCloseTo(probability - without, 6);
    expect(effects[words.findIndex(({ word }) => word === "xylophone")]).toBe(0);
  });

  test("turns at the last word that crosses a half", () => {
    const words = [0.4, 0.7, 0.3, 0.9, 0.8].map((probability, id) => ({
      word: "",
      id,
      status: "read" as const,
      probability,
    }));
    expect(findTurn(0.5, words)).toBe(3);
    expect(findTurn(0.5, words.slice(0, 1))).toBeUndefined();
    expect(findTurn(0.5, [])).toBeUndefined();
  });

  test("of no text, and of none that is known, is the start alone", () => {
    for (const nothing of ["", "xylophone"]) {
      const { start, probability, turn } = traceText(session, { text: nothing });
      expect(probability).toBe(start);
      expect(turn).toBeUndefined();
    }
  });
});

describe("the states of a text", () => {
  test("have a row a known word, and the last row gives the probability", () => {
    const { words, units, states, order, outputWeights } = showStates(session, { text });
    expect(words.map(({ word }) => word)).not.toContain("xylophone");
    expect(states).toHaveLength(words.length * units);
    const last = states.subarray((words.length - 1) * units);
    const bias = session.trainee.network.weights as Record<string, { data: ArrayLike<number> }>;
    const logit = last.reduce(
      (sum, h, unit) => sum + h * outputWeights[unit],
      bias["dense.bias"].data[0],
    );
    expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(classifierOf(session).probability(text), 6);
    expect(order.map((unit) => outputWeights[unit])).toEqual(
      outputWeights.toSorted((a, b) => b - a),
    );
  });

  test("move with words that are sorted by how far", () => {
    const { up, down, spans } = findMovers(session, { unit: 0 });
    const changes = [...up, ...down.toReversed()].map(({ change }) => change);
    expect(changes).toEqual(changes.toSorted((a, b) => b - a));
    expect(spans[0].words).toHaveLength(4);
  });
});

describe.each(["chapter", "simple", "lstm", "gru"] as const)("a step of the cell %s", (cell) => {
  test.each([true, false])("comes to the engine's state, with mask %s", async (mask) => {
    const trained = await train({ cell, mask, reviews: 200, length: 30, units: 5, epochs: 1 });
    for (let step = 0; step < 4; step++) {
      for (let unit = 0; unit < 5; unit++) {
        const { after, engine } = stepOfCell(trained, { text, step, unit }) ?? { after: 0 };
        expect(after).toBeCloseTo(engine ?? NaN, 12);
      }
    }
    expect(stepOfCell(trained, { text: "", step: 0, unit: 0 })).toBeUndefined();
  });
});

describe("the gradient's way back", () => {
  test.each([false, true])(
    "agrees at the last word, printed and exact, trained %s",
    async (trained) => {
      const { simple, printed, lstm, gru, cosines } = await gradientsBack(
        session,
        { trained },
        forever,
      );
      expect(printed.norms.at(-1)).toBe(simple.norms.at(-1));
      expect(cosines.at(-1)).toBeCloseTo(1, 12);
      expect(Math.abs(cosines[0])).toBeLessThan(0.9);
      for (const { norms } of [simple, printed, lstm, gru]) {
        expect(norms).toHaveLength(100);
        expect(norms[0]).toBeLessThan(norms[99]);
      }
    },
  );

  test("knows the cosine of vectors", () => {
    expect(cosine([3, 4], [4, 3])).toBeCloseTo(0.96, 12);
    expect(cosine([0, 0], [1, 0])).toBe(0);
  });
});

describe("padding", () => {
  test("changes nothing where it is passed over", () => {
    const cases = comparePadding(session, { text });
    const last = cases.filter(({ mask }) => mask).map((each) => each.last);
    expect(last[0]).toBeCloseTo(classifierOf(session).probability(text), 6);
    expect(last[1]).toBeCloseTo(last[0], 6);
    expect(cases.map(({ words }) => words.filter((word) => word !== null).length)).toEqual([
      11, 11, 11, 11,
    ]);
  });

  test("in the chapter's network is read like a word, in front as in training", async () => {
    const chapter = await train({ cell: "chapter", optimizer: "sgd", rate: 0.1, length: 30 });
    const [masked, front] = comparePadding(chapter, { text });
    expect(front.last).toBeCloseTo(classifierOf(chapter).probability(text), 5);
    expect(masked.probabilities).toHaveLength(30);
  });

  test("behind the text, read by the last state, is trained to less than in front and masked", async () => {
    const readout = "last";
    const front = await trainPadded(session, { padding: "pre", mask: true, readout }, forever);
    const behind = await trainPadded(session, { padding: "post", mask: false, readout }, forever);
    expect(front.accuracy).toBeGreaterThan(0.85);
    expect(behind.accuracy).toBeLessThanOrEqual(front.accuracy);
  });
});

describe("words in space", () => {
  test("are placed before the training and after each epoch", () => {
    const { words, epochs, shares, probabilities } = wordsInSpace(session);
    expect(epochs).toHaveLength(4);
    expect(epochs[0]).toHaveLength(2 * words.length);
    expect(probabilities).toHaveLength(words.length);
    expect(shares[0]).toBeGreaterThanOrEqual(shares[1]);
    expect(shares[0] + shares[1]).toBeLessThanOrEqual(1 + 1e-12);
  });

  test("have neighbours, and words that are unknown have none", () => {
    const { near = [] } = neighboursOf(session, { word: " GREAT ", count: 5 }) ?? {};
    const praise = new Set(["good", "funny", "strong", "fresh", "clever", "moving", "wonderful"]);
    expect(near.filter(({ word }) => praise.has(word)).length).toBeGreaterThanOrEqual(3);
    expect(neighboursOf(session, { word: "xylophone", count: 5 })).toBeUndefined();
  });

  test("are a table of a line a word", () => {
    const lines = vectorTable(session).trimEnd().split("\n");
    expect(lines).toHaveLength(100);
    expect(lines[0].split("\t")).toHaveLength(1 + 8);
  });

  test("turn by eigenvectors, which the matrix only stretches", () => {
    const matrix = Float64Array.of(4, 1, 2, 1, 3, 0, 2, 0, 1);
    const { values, vectors } = eigenvectors(matrix, 3);
    for (const [k, vector] of vectors.entries()) {
      for (let row = 0; row < 3; row++) {
        const product = vector.reduce((sum, v, column) => sum + matrix[3 * row + column] * v, 0);
        expect(product).toBeCloseTo(values[k] * vector[row], 12);
      }
    }
    // numpy.linalg.eigvalsh([[4, 1, 2], [1, 3, 0], [2, 0, 1]])[::-1]
    expect(values[0] + values[1] + values[2]).toBeCloseTo(8, 12);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });
});

describe("errors", () => {
  test("are counted over the validation texts as the training counts them", async () => {
    const { probabilities, labels } = scoreValidation(session);
    const right = labels.filter((label, n) => label === Number(probabilities[n] > 0.5)).length;
    const { xVal, yVal } = session.data;
    const { network } = session.trainee as { network: { score(x: unknown, y: unknown): number } };
    expect(right / labels.length).toBe(network.score(xVal, yVal));
    const [whole] = textsAt(session, { places: [3] });
    expect(classifierOf(session).probability(whole)).toBeCloseTo(probabilities[3], 6);
  });
});
