import { type DType, isFloat } from "./dtype.ts";
import { sizeOf } from "./shape.ts";
import type { TensorFields } from "./tensor-fields.ts";

/**
 * NumPy's array printing with its defaults: 8 digits after the point at most, all elements of one
 * width, lines of at most 75 characters, and the first and last 3 of each axis once there are more than
 * 1,000 elements.
 */
const precision = 8;
const threshold = 1000;
const edgeItems = 3;
const lineWidth = 75;

type Cell = number | bigint;

/** The text of `numpy.array_str` for the tensor. */
export function formatTensor(tensor: unknown): string {
  const { data, shape, strides, offset, dtype } = tensor as TensorFields;
  const summarize = sizeOf(shape) > threshold;
  const shown = (axis: number): readonly (number | undefined)[] => {
    const all = Array.from({ length: Math.min(shape[axis], 2 * edgeItems + 1) }, (_, i) => i);
    if (!summarize || shape[axis] <= 2 * edgeItems) {
      return Array.from({ length: shape[axis] }, (_, i) => i);
    }
    return all.map((i) =>
      i < edgeItems ? i : i === edgeItems ? undefined : shape[axis] - (2 * edgeItems + 1 - i),
    );
  };
  const cells: Cell[] = [];
  const collect = (axis: number, position: number): void => {
    if (axis === shape.length) {
      cells.push(data[position]);
      return;
    }
    for (const i of shown(axis))
      if (i !== undefined) collect(axis + 1, position + i * strides[axis]);
  };
  collect(0, offset);
  if (cells.length === 0) return "[]";
  if (shape.length === 0) return formatScalar(cells[0], dtype);
  const format = isFloat(dtype) ? floatFormat(cells as number[], dtype) : integerFormat(cells);

  const print = (axis: number, position: number, indent: string): string => {
    if (axis === shape.length) return format(data[position]);
    const parts = shown(axis).map((i) =>
      i === undefined ? "..." : print(axis + 1, position + i * strides[axis], `${indent} `),
    );
    if (axis === shape.length - 1) return `[${wrap(parts, `${indent} `, shape.length)}]`;
    const gap = "\n".repeat(shape.length - axis - 1);
    return `[${parts.join(`${gap}${indent} `)}]`;
  };
  return print(0, offset, "");
}

/** Joins one row's elements by spaces, breaking before the line would be too long. */
function wrap(parts: readonly string[], indent: string, rank: number): string {
  const lines: string[] = [];
  let line = indent;
  for (const part of parts) {
    const room = lineWidth - Math.max(rank, 1);
    if (line.length + part.length > room && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${part} `;
  }
  // Only the separator goes: the last element keeps the spaces that align its digits.
  lines.push(line.slice(0, -1));
  return lines.join("\n").slice(indent.length);
}

function integerFormat(cells: readonly Cell[]): (cell: Cell) => string {
  const width = Math.max(...cells.map((cell) => String(cell).length));
  return (cell) => String(cell).padStart(width);
}

/**
 * Digits that NumPy prints of one number: the shortest that read back, at most 8 after the point. Values
 * that JavaScript would write with an exponent are printed by `scientific`.
 */
function formatFixed(value: number, single: boolean): string {
  const exact = decimal(shortest(value, single));
  const decimals = (exact.split(".")[1] ?? "").length;
  const text =
    decimals > precision ? halfToEven(precision, (digits) => value.toFixed(digits)) : exact;
  const [whole, fraction = ""] = text.split(".");
  return `${whole}.${fraction.replace(/0+$/, "")}`;
}

/** The number's own digits, and the sign of -0, which JavaScript leaves out. */
function decimal(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The number whose decimal is the shortest that reads back as `value` in its own precision. */
function shortest(value: number, single: boolean): number {
  if (!single) return value;
  for (let places = 1; places <= 9; places++) {
    const candidate = Number(value.toPrecision(places));
    if (Math.fround(candidate) === value) return candidate;
  }
  return value;
}

/**
 * The number as `write` gives it with so many digits, but a tie goes to the even digit, as in NumPy;
 * JavaScript takes the larger.
 */
function halfToEven(digits: number, write: (digits: number) => string): string {
  const more = 20; // a tie has one digit more; that the others are zeros shows that it is one
  const [exact, exponent] = write(digits + more).split("e");
  const kept = exact.slice(0, -more);
  const tie = exact.endsWith("5".padEnd(more, "0")) && /[02468]\.?$/.test(kept);
  return tie ? [kept, exponent].filter(Boolean).join("e") : write(digits);
}

function scientific(text: string): string {
  const [mantissa, exponent] = text.split("e");
  const sign = exponent.startsWith("-") ? "-" : "+";
  return `${mantissa}${mantissa.includes(".") ? "" : "."}e${sign}${exponent.slice(1).padStart(2, "0")}`;
}

function formatSpecial(value: number): string | undefined {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return undefined;
}

function floatFormat(cells: readonly number[], dtype: string): (cell: Cell) => string {
  const single = dtype === "float32";
  const finite = cells.filter(Number.isFinite);
  const sizes = finite.filter((value) => value !== 0).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const smallest = Math.min(Infinity, ...sizes);
  const exponential =
    sizes.length > 0 && (largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000);
  if (exponential) {
    const digits = Math.max(
      ...finite.map((value) => {
        const mantissa = shortest(value, single).toExponential().split("e")[0];
        return Math.min(precision, (mantissa.split(".")[1] ?? "").length);
      }),
    );
    return padCells(
      cells,
      (value) =>
        formatSpecial(value) ?? scientific(halfToEven(digits, (more) => value.toExponential(more))),
    );
  }
  const texts = finite.map((value) => formatFixed(value, single).split(".")[1].length);
  const fraction = Math.max(0, ...texts);
  return padCells(cells, (value) => {
    const name = formatSpecial(value);
    if (name !== undefined) return name;
    const [whole, digits] = formatFixed(value, single).split(".");
    return `${whole}.${digits.padEnd(fraction)}`;
  });
}

function padCells(
  cells: readonly number[],
  text: (value: number) => string,
): (cell: Cell) => string {
  const width = Math.max(...cells.map((value) => text(value).length));
  return (cell) => text(Number(cell)).padStart(width);
}

/** A tensor without axes prints as Python prints a number: all digits, an exponent from 1e16 and below 1e-4. */
function formatScalar(value: Cell, dtype: DType): string {
  if (!isFloat(dtype)) return String(value);
  const number = Number(value);
  const name = formatSpecial(number);
  if (name !== undefined) return name;
  const exact = shortest(number, dtype === "float32");
  const size = Math.abs(number);
  if (size >= 1e16 || (size < 1e-4 && size > 0))
    return scientific(exact.toExponential()).replace(".e", "e");
  const digits = decimal(exact);
  return digits.includes(".") ? digits : `${digits}.0`;
}
