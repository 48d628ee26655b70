import type { GrowthCurve } from "../measure/growth-curve.ts";
import { formatSeconds, table } from "./format.ts";

/** Each curve's ends and exponent. */
export function growthTable(curves: readonly GrowthCurve[]): string {
  return table(
    ["what grows", "tool", "from", "to", "epoch, s", "exponent"],
    curves.map(({ axis, tool, points, exponent }) => {
      const [first, last] = [points[0], points[points.length - 1]];
      const number = (value: number) => value.toLocaleString("en");
      const time = `${formatSeconds(first.ms)} to ${formatSeconds(last.ms)}`;
      return [axis, tool, number(first.value), number(last.value), time, exponent.toFixed(2)];
    }),
  );
}

/** Every point of curves that grow with the same sizes: a line a size, a column a tool. */
export function pointTable(curves: readonly GrowthCurve[]): string {
  const values = [...new Set(curves.flatMap(({ points }) => points.map(({ value }) => value)))];
  const column = ({ axis, tool, points }: GrowthCurve) => [
    `${axis}, ${tool}, s`,
    ...values.map((size) => {
      const ms = points.find(({ value }) => value === size)?.ms;
      return ms === undefined ? "" : formatSeconds(ms);
    }),
  ];
  const columns = [["size", ...values.map(String)], ...curves.map(column)];
  const [head, ...lines] = columns[0].map((_, line) => columns.map((cells) => cells[line]));
  return table(head, lines);
}

/**
 * The size from which on `theirs` is the lower curve: between neighbouring sizes that were measured, where the
 * lines through their points cross in logarithms. The first size where it is lower from the start, undefined
 * where it never is.
 */
export function findCrossing(ours: GrowthCurve, theirs: GrowthCurve): number | undefined {
  const lead = ours.points.map(({ value, ms }, i) => ({
    at: Math.log(value),
    by: Math.log(ms / theirs.points[i].ms),
  }));
  const k = lead.findIndex(({ by }) => by > 0);
  if (k === -1) return undefined;
  if (k === 0) return ours.points[0].value;
  const [before, after] = [lead[k - 1], lead[k]];
  const part = -before.by / (after.by - before.by);
  return Math.exp(before.at + part * (after.at - before.at));
}

/** From what size on the other tool is the faster, a sentence a kind of size. */
export function describeCrossings(curves: readonly GrowthCurve[]): string {
  const axes = [...new Set(curves.map(({ axis }) => axis))];
  const sentences = axes.flatMap((axis) => {
    const ours = curves.find((curve) => curve.axis === axis && curve.tool === "@rnn/model");
    const theirs = curves.find((curve) => curve.axis === axis && curve.tool !== "@rnn/model");
    if (ours === undefined || theirs === undefined) return [];
    const size = findCrossing(ours, theirs);
    const largest = ours.points.at(-1)?.value;
    return size === undefined
      ? [`${axis}: @rnn/model is the faster up to ${largest}.`]
      : [`${axis}: ${theirs.tool} is the faster from about ${size.toFixed(0)} on.`];
  });
  return sentences.join(" ");
}
