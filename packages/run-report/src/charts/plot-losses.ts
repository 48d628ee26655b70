// oxlint-disable-next-line typescript/triple-slash-reference -- whoever reads the sources needs the types too
/// <reference path="./asciichart.d.ts" />
/** The losses in the terminal: one character a column, two curves told apart by line and colour. */
import asciichart from "asciichart";
import type { LossCurves } from "./loss-curves.ts";
import { widenDomain } from "./widen-domain.ts";

const columns = 60;
const rows = 12;
/** " 0.6931 ┤": what is left of the curves. */
const labelWidth = 9;

const solid = ["┤", "┤", "╶", "╴", "─", "╰", "╭", "╮", "╯", "│"];
const dashed = ["┤", "┤", "╶", "╴", "╌", "╰", "╭", "╮", "╯", "╎"];
const blue = "\u001B[34m";
const yellow = "\u001B[33m";
const defaultColor = "\u001B[39m";

/**
 * Both losses over the epochs: training solid, validation dashed, coloured too where `colors`. Where they
 * cross, training is in front. One epoch makes no line and gives an empty string.
 */
export function plotLosses({ losses, valLosses }: LossCurves, colors: boolean): string {
  if (losses.length < 2) return "";
  const paint = (color: string, text: string) => (colors ? color + text + defaultColor : text);
  const training = drawCurve(losses, valLosses, solid);
  const validation = drawCurve(valLosses, losses, dashed);
  const lines = training.map((line, row) => {
    const curves = line.slice(labelWidth).map((cell, column) => {
      const behind = validation[row][labelWidth + column];
      if (cell !== " ") return paint(blue, cell);
      return behind === " " ? " " : paint(yellow, behind);
    });
    return line.slice(0, labelWidth).join("") + curves.join("").trimEnd();
  });
  const legend = `${paint(blue, "──")} training loss    ${paint(yellow, "╌╌")} validation loss`;
  return [...lines, epochAxis(losses.length), "", " ".repeat(labelWidth) + legend].join("\n");
}

/** One curve as a grid of characters, on the scale of both. */
function drawCurve(
  values: readonly number[],
  others: readonly number[],
  symbols: readonly string[],
): string[][] {
  const both = [...values, ...others];
  const [min, max] = widenDomain(both) ?? [Math.min(...both), Math.max(...both)];
  const format = (loss: number) => loss.toFixed(4).padStart(7);
  const plot = asciichart.plot(stretchValues(values), { min, max, height: rows, format, symbols });
  return plot.split("\n").map((line) => line.padEnd(labelWidth + columns).split(""));
}

/** The values at evenly spaced points, one a column, straight lines between them. */
function stretchValues(values: readonly number[]): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const position = (column * (values.length - 1)) / (columns - 1);
    const before = Math.floor(position);
    const after = Math.min(before + 1, values.length - 1);
    return values[before] + (values[after] - values[before]) * (position - before);
  });
}

function epochAxis(epochs: number): string {
  const last = String(epochs);
  const title = "epoch";
  const gap = (columns - last.length - title.length - 1) / 2;
  const [left, right] = [Math.floor(gap), Math.ceil(gap)].map((width) => " ".repeat(width));
  return `${" ".repeat(labelWidth)}1${left}${title}${right}${last}`;
}
