import type { GradientCurve, GradientsBack } from "../../worker/inspect/gradients-back.ts";
import { gradientTexts } from "./gradient-texts.ts";

/** A cell's curve with its name and colour. */
export interface NamedCurve extends GradientCurve {
  readonly name: string;
  readonly color: number;
}

/** The four curves in the order of the legend. */
export function curvesOf({ simple, printed, lstm, gru }: GradientsBack): NamedCurve[] {
  const t = gradientTexts();
  return [
    { ...simple, name: t.simple, color: 1 },
    { ...printed, name: t.printed, color: 5 },
    { ...lstm, name: "LSTM", color: 3 },
    { ...gru, name: "GRU", color: 2 },
  ];
}

/** ‖∂L/∂h‖ so many words before the last; undefined beyond the first. */
export function normBack(norms: Float64Array, back: number): number | undefined {
  return norms[norms.length - 1 - back];
}

/** The norms from the last word back, each with its distance, up to the first that lies below the axis. */
export function pointsAbove(norms: Float64Array, least: number): (readonly [number, number])[] {
  const back = norms.toReversed();
  const below = back.findIndex((norm) => norm < least);
  return Array.from(
    below < 0 ? back : back.subarray(0, below + 1),
    (norm, n) => [n, norm] as const,
  );
}

/** The share of all steps' gradient that lies within the last so many steps. */
export function shareInside(norms: Float64Array, steps: number): number {
  const sum = (part: Float64Array) => part.reduce((total, norm) => total + norm, 0);
  const whole = sum(norms);
  return whole === 0 ? 1 : sum(norms.subarray(Math.max(0, norms.length - steps))) / whole;
}

/** What a step further back keeps of ‖∂L/∂h‖ on the average: the geometric mean over the way on which it is above 0. */
export function keptPerStep(norms: Float64Array): number {
  const first = norms.findIndex((norm) => norm > 0);
  const steps = norms.length - 1 - first;
  if (first < 0 || steps === 0) return 1;
  return (norms[first] / norms[norms.length - 1]) ** (1 / steps);
}

/** A number as `2.4 × 10⁻¹⁰`. */
export function scientific(value: number): string {
  if (value === 0) return "0";
  if (value >= 0.01 && value < 1000) return value.toPrecision(2);
  const [digits, power] = value.toExponential(1).split("e");
  const raised = power
    .replace("+", "")
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
  return `${digits} × 10${raised}`;
}
