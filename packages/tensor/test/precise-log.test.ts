import { describe, expect, it } from "vitest";
import { RandomState } from "../src/index.ts";
import { preciseLog } from "../src/random/precise-log.ts";

describe("preciseLog", () => {
  // Each expected number: float(decimal.Decimal(x).ln()) with 60 digits.
  it.each([
    [0.5, -Math.LN2],
    [0.9999999999999999, -1.1102230246251565e-16],
    [4.930380657631324e-32, -72.0873067782343],
    [0.7071067811865475, -0.34657359027997275],
    [0.7071067811865477, -0.3465735902799724],
    [0.7071067811865477, -0.3465735902799724],
    [0.9921875, -0.007843177461025893],
    [0.99609375, -0.003913899321136329],
    [0.9999, -0.00010000500033334732],
    [3.0, 1.0986122886681098],
    [10.0, Math.LN10],
    [1e300, 690.7755278982137],
    [2.5e-308, -708.2799179102919],
    [0.13436424411240122, -2.0072009271185753],
    [0.8474337369372327, -0.16554262928899602],
    [0.763774618976614, -0.2694825346765816],
    [0.2550690257394217, -1.3662210812792126],
    [0.49543508709194095, -0.7023189386538373],
    [0.4494910647887381, -0.7996393033798517],
    [0.651592972722763, -0.42833518696132294],
    [0.7887233511355132, -0.23733965189651304],
    [0.0938595867742349, -2.3659553712013626],
    [0.02834747652200631, -3.563217264339583],
    [0.8357651039198697, -0.17940768155104053],
    [0.43276706790505337, -0.8375556451373071],
  ])("of %d is the nearest float, %d", (x, log) => {
    expect(preciseLog(x)).toBe(log);
  });

  it("is within one unit in the last place of Math.log for 100,000 numbers", () => {
    const { data } = new RandomState(0).randomSample(100_000);
    const worst = data.reduce((most, x) => {
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(Math.log(x)))) - 52);
      return Math.max(most, Math.abs(preciseLog(x) - Math.log(x)) / unit);
    }, 0);
    expect(worst).toBeLessThanOrEqual(1);
  });
});
