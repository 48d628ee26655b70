import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RandomState } from "../src/index.ts";
import { exp, log, tanh } from "../src/portable-math/index.ts";
import { exactExp, exactLog, exactTanh, unitsBetween } from "./exact-functions.ts";

const random = new RandomState(0);
const sample = (low: number, high: number): Float64Array => random.uniform(low, high, [2000]).data;
const powers = (low: number, high: number): Float64Array => sample(low, high).map((x) => 2 ** x);
const bothSigns = (values: Float64Array): number[] => [...values].flatMap((x) => [x, -x]);

/** The most units in the last place that the function is off at any of the inputs. */
function mostUnits(
  f: (x: number) => number,
  exact: typeof exactExp,
  inputs: Iterable<number>,
): number {
  let most = 0;
  for (const x of inputs) most = Math.max(most, unitsBetween(f(x), exact(x)));
  return most;
}

describe("exp", () => {
  test.each([
    ["across its range", 0.55, sample(-708, 709.78)],
    ["of small numbers", 0.55, bothSigns(powers(-60, 1))],
    ["with a result below 2**-1022", 0.78, sample(-745, -708.3)],
    // The multiples of log 2 / 64 and their neighbours, where the nearest step changes.
    [
      "between two steps",
      0.55,
      Array.from({ length: 2001 }, (_, i) => ((i - 1000) * Math.LN2) / 64),
    ],
  ])("%s is off by at most %d units in the last place", (_, bound, inputs) => {
    expect(mostUnits(exp, exactExp, inputs)).toBeLessThan(bound);
  });

  test.each([
    [0, 1],
    [-0, 1],
    [Number.MIN_VALUE, 1],
    [1, Math.E],
    [Infinity, Infinity],
    [-Infinity, 0],
    [Number.MAX_VALUE, Infinity],
    [-Number.MAX_VALUE, 0],
    // numpy.exp of the last float that does not overflow, and of the next
    [709.782712893384, 1.7976931348622732e308],
    [709.7827128933841, Infinity],
    // and of those around the smallest normal float and the last one above 0
    [-708.3964185322641, 2.2250738585072626e-308],
    [-745.1332191019411, 5e-324],
    [-745.1332191019412, 0],
    [-746.5, 0],
  ])("of %d is %d", (x, expected) => expect(exp(x)).toBe(expected));

  test("keeps NaN", () => expect(exp(Number.NaN)).toBeNaN());
});

describe("log", () => {
  // Each expected number: float(decimal.Decimal(x).ln()) with 60 digits.
  test.each([
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
  ])("of %d is the nearest float, %d", (x, expected) => {
    expect(log(x)).toBe(expected);
  });

  test.each([
    ["from 0 to 2", sample(0, 2)],
    ["across its range", powers(-1074, 1024)],
    ["around 1", bothSigns(powers(-50, -1)).map((x) => 1 + x)],
    [
      "around the multiples of 1/256",
      Array.from({ length: 2000 }, (_, i) => (i + 1) / 256 - 2 ** -40),
    ],
  ])("%s is off by at most 0.501 units in the last place", (_, inputs) => {
    expect(mostUnits(log, exactLog, inputs)).toBeLessThan(0.501);
  });

  test.each([
    [1, 0],
    [0, -Infinity],
    [-0, -Infinity],
    [Infinity, Infinity],
    [-1, Number.NaN],
    [-Infinity, Number.NaN],
    [-Number.MIN_VALUE, Number.NaN],
    [Number.NaN, Number.NaN],
    // numpy.log of the smallest float, the largest below the normal ones, and the largest of all
    [Number.MIN_VALUE, -744.4400719213812],
    [2.225073858507201e-308, -708.3964185322641],
    [Number.MAX_VALUE, 709.782712893384],
  ])("of %d is %d", (x, expected) => expect(log(x)).toBe(expected));
});

describe("tanh", () => {
  test.each([
    ["from -3 to 3", sample(-3, 3)],
    ["of small numbers", bothSigns(powers(-59, -2))],
    ["until it is 1", sample(3, 20)],
    ["between two steps", Array.from({ length: 1250 }, (_, i) => (i + 0.5) / 64)],
  ])("%s is off by at most 0.56 units in the last place", (_, inputs) => {
    expect(mostUnits(tanh, exactTanh, inputs)).toBeLessThan(0.56);
  });

  test.each([0, -0, Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** -1022, 1e-9, -1e-9])(
    "of %d is the number itself, as x - x**3 / 3 rounds",
    (x) => expect(tanh(x)).toBe(x),
  );

  test.each([
    [Infinity, 1],
    [-Infinity, -1],
    [Number.MAX_VALUE, 1],
    [19.0625, 1],
    // 1 - 2 / (decimal.Decimal(x * 2).exp() + 1): at 55 log 2 / 2 = 19.0615 it is as near to 1
    [19, 0.9999999999999999],
    [19.07, 1],
  ])("of %d is %d", (x, expected) => expect(tanh(x)).toBe(expected));

  test("keeps NaN", () => expect(tanh(Number.NaN)).toBeNaN());

  test("of -x is -tanh x to the bit", () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(tanh(-x)).toBe(-tanh(x));
      }),
    );
  });
});
