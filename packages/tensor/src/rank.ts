/**
 * The number of axes in types: the second parameter of `Tensor`, a number such as 2 where the code shows it,
 * `number` where only running does. Tables by rank, so that what holds for a rank holds for any: a
 * `Tensor<"float64", 2>` is a `Tensor<"float64">`. Above four axes they say no more than that there are some.
 */
import type { Shape } from "./shape.ts";
import type { SliceRange } from "./views.ts";

/** Arrays nested as deep as the tensor has axes; a bare value for a tensor without axes. */
export type NestedArray<T> = T | readonly NestedArray<T>[];

/** What `toArray` gives of a tensor with `R` axes: an element, a list of them, a list of rows. */
export type ArrayOfRank<T, R extends number> = Arrays<T>[R];

interface Arrays<T> {
  [rank: number]: NestedArray<T>;
  0: T;
  1: T[];
  2: T[][];
  3: T[][][];
  4: T[][][][];
}

/** The lengths of `R` axes. */
export type ShapeOfRank<R extends number> = Shapes[R];

interface Shapes {
  [rank: number]: Shape;
  0: readonly [];
  1: readonly [number];
  2: readonly [number, number];
  3: readonly [number, number, number];
  4: readonly [number, number, number, number];
}

/** The number of axes of a shape; a number is the shape of one. */
export type RankOfShape<S extends Shape | number> = S extends Shape ? S["length"] : 1;

/** How deep arrays are nested. */
export type RankOfNested<N, R extends number = 0> = 0 extends 1 & N
  ? number // any
  : [N] extends [never]
    ? R // the items of an empty list
    : N extends readonly (infer Item)[]
      ? R extends keyof Following
        ? RankOfNested<Item, Following[R]>
        : number
      : R;

interface Following {
  0: 1;
  1: 2;
  2: 3;
  3: 4;
}

/** The number of axes when one of them goes away. */
export type RankWithoutAxis<R extends number> = Preceding[R];

interface Preceding {
  [rank: number]: number;
  1: 0;
  2: 1;
  3: 2;
  4: 3;
}

/** The number of axes that `slice` leaves: each plain index takes one away. */
export type SlicedRank<
  R extends number,
  Ranges extends readonly SliceRange[],
> = number extends Ranges["length"]
  ? number
  : Ranges extends readonly [infer First, ...infer Rest extends readonly SliceRange[]]
    ? SlicedRank<First extends number ? RankWithoutAxis<R> : R, Rest>
    : R;

/** The number of axes of what two shapes broadcast to: the larger. */
export type BroadcastRank<A extends number, B extends number> = Larger[A][B];

interface Larger {
  [a: number]: { [b: number]: number };
  0: { [b: number]: number; 0: 0; 1: 1; 2: 2; 3: 3; 4: 4 };
  1: { [b: number]: number; 0: 1; 1: 1; 2: 2; 3: 3; 4: 4 };
  2: { [b: number]: number; 0: 2; 1: 2; 2: 2; 3: 3; 4: 4 };
  3: { [b: number]: number; 0: 3; 1: 3; 2: 3; 3: 3; 4: 4 };
  4: { [b: number]: number; 0: 4; 1: 4; 2: 4; 3: 4; 4: 4 };
}

/** The number of axes of a matrix product: an operand with one axis gives none of its own. */
export type ProductRank<A extends number, B extends number> = Products[A][B];

interface Products {
  [a: number]: { [b: number]: number };
  1: { [b: number]: number; 1: 0; 2: 1; 3: 2; 4: 3 };
  2: { [b: number]: number; 1: 1; 2: 2; 3: 3; 4: 4 };
  3: { [b: number]: number; 1: 2; 2: 3; 3: 3; 4: 4 };
  4: { [b: number]: number; 1: 3; 2: 4; 3: 4; 4: 4 };
}
