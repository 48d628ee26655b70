/**
 * Where each number of a parameter is: parameters, their gradients and what an optimizer remembers are areas
 * laid out alike, so that one pass of an optimizer serves all. Numbers that no parameter has, between and
 * after the columns, start as zeros and stay so.
 */
import { Tensor } from "@rnn/tensor";
import type { ParameterRow, Parameters } from "../../../network/parameter-table.ts";
import type { PlanMemory } from "./memory.ts";
import { wholeBlocks, wholeVectors } from "./memory.ts";

/** How a parameter is laid out. */
export interface Placement {
  readonly bytes: number;
  /** For each number of the parameter its place, in floats from the start. */
  readonly places: Int32Array;
}

/** Rows of vectors: `[rows, columns]`, each row whole vectors. */
export function placeTable(rows: number, columns: number): Placement {
  const step = wholeVectors(columns);
  const places = new Int32Array(rows * columns);
  let at = 0;
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) places[at++] = i * step + j;
  return { bytes: rows * step * 4, places };
}

/** A vector in one row, its number j at `columns[j]`. */
export function placeRow(columns: Int32Array, width: number): Placement {
  return { bytes: wholeBlocks(width) * 4, places: columns };
}

/** A matrix in panels of 16 columns: number (i, j) in row `rows[i]` of `count`, column `columns[j]` of `width`. */
export function placePanels(
  rows: Int32Array,
  count: number,
  columns: Int32Array,
  width: number,
): Placement {
  const places = new Int32Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      places[at++] = (column - (column % 16)) * count + row * 16 + (column % 16);
    }
  }
  return { bytes: wholeBlocks(width) * count * 4, places };
}

/** Rows of whole blocks, number (i, j) in row i, column `columns[j]`. */
export function placeRows(count: number, columns: Int32Array, width: number): Placement {
  const step = wholeBlocks(width);
  const places = new Int32Array(count * columns.length);
  let at = 0;
  for (let i = 0; i < count; i++) for (const column of columns) places[at++] = i * step + column;
  return { bytes: count * step * 4, places };
}

/** Two placements one after the other, for a parameter whose numbers come as `pick` says: from which, and which. */
export function placeBoth(
  first: Placement,
  second: Placement,
  pick: readonly (readonly [0 | 1, number])[],
): Placement {
  const offset = first.bytes / 4;
  const places = Int32Array.from(pick, ([which, i]) =>
    which === 0 ? first.places[i] : offset + second.places[i],
  );
  return { bytes: first.bytes + second.bytes, places };
}

/** The parameters of a session, and areas laid out like them. */
export class PlacedParameters {
  /** Bytes of an area. */
  readonly bytes: number;
  readonly #table: readonly ParameterRow[];
  readonly #memory: PlanMemory;
  readonly #placements = new Map<string, Placement & { readonly offset: number }>();

  constructor(
    table: readonly ParameterRow[],
    memory: PlanMemory,
    place: (row: ParameterRow) => Placement,
  ) {
    this.#table = table;
    this.#memory = memory;
    let offset = 0;
    for (const row of table) {
      const placement = place(row);
      this.#placements.set(row.key, { ...placement, offset });
      offset += placement.bytes;
    }
    this.bytes = offset;
  }

  /** The parameters' names. */
  get keys(): readonly string[] {
    return this.#table.map(({ key }) => key);
  }

  /** Where a parameter begins in an area. */
  offsetOf(key: string): number {
    return this.#of(key).offset;
  }

  /** Offset and bytes of each parameter. */
  get spans(): readonly { readonly offset: number; readonly bytes: number }[] {
    return [...this.#placements.values()];
  }

  /** Writes tensors, by the parameters' names after a prefix, to an area. */
  write(area: number, tensors: Parameters, prefix = ""): void {
    const { floats } = this.#memory;
    for (const { key } of this.#table) {
      const { offset, places } = this.#of(key);
      const start = (area + offset) / 4;
      const values = tensors[`${prefix}${key}`].contiguous().data;
      for (let i = 0; i < places.length; i++) floats[start + places[i]] = values[i];
    }
  }

  /** Copies of the tensors of an area. */
  read(area: number): Record<string, Tensor> {
    const { floats } = this.#memory;
    const entries = this.#table.map(({ key, shape }): [string, Tensor] => {
      const { offset, places } = this.#of(key);
      const start = (area + offset) / 4;
      const values = new Float64Array(places.length);
      for (let i = 0; i < places.length; i++) values[i] = floats[start + places[i]];
      return [key, new Tensor(values, "float64", shape)];
    });
    return Object.fromEntries(entries);
  }

  #of(key: string): Placement & { readonly offset: number } {
    const placement = this.#placements.get(key);
    if (placement === undefined) throw new Error(`PlacedParameters: no parameter ${key}.`);
    return placement;
  }
}
