import { expect, test } from "vitest";
import { checkAgainstReference } from "../runner/check-against-reference.ts";

const expected = {
  losses: [0.7, 0.6],
  probabilities: [0.5],
  tolerance: { loss: 1e-5, probability: 1e-4 },
};

test("results within the tolerance pass", () => {
  expect(() =>
    checkAgainstReference("tool", { losses: [0.700009, 0.6], probabilities: [0.50009] }, expected),
  ).not.toThrow();
});

test.each([
  ["a loss too far away", { losses: [0.7, 0.60002], probabilities: [0.5] }],
  ["a probability too far away", { losses: [0.7, 0.6], probabilities: [0.5002] }],
  ["a loss that is not a number", { losses: [0.7, NaN], probabilities: [0.5] }],
  ["fewer losses", { losses: [0.7], probabilities: [0.5] }],
  ["no answer", {}],
])("%s is an error that names the tool", (_, answer) => {
  expect(() => checkAgainstReference("tool", answer, expected)).toThrow(
    /^tool: expected the reference engine's results, got losses that differ by /,
  );
});
