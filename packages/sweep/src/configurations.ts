import { exp, log } from "@rnn/tensor/portable-math";
import { RandomStream } from "@rnn/tensor/random-stream";
import { type JsonRecord, type JsonValue, toCanonicalJson } from "./json.ts";
import { type Dimension, isRange, type Range, type Study } from "./study.ts";

/** All combinations of the space's values, the last name changing fastest; names in the study's order. */
export function listConfigurations({
  options,
  space,
}: Pick<Study, "options" | "space">): JsonRecord[] {
  let found: JsonRecord[] = [options];
  for (const [name, dimension] of Object.entries(space)) {
    const values = valuesOf(dimension);
    found = found.flatMap((before) => values.map((value) => withValue(before, name, value)));
  }
  return found;
}

/** How many combinations a grid has; Infinity where a range has no `count`. */
export function countConfigurations({ space }: Pick<Study, "space">): number {
  return Object.values(space).reduce((product, dimension) => product * countOf(dimension), 1);
}

/** The most points of a range. */
export const mostPoints = 100_000;

/** Up to this many, combinations are listed and shuffled; of more, some are drawn and repeats skipped. */
const mostListed = 100_000;
/** Where so many in a row were drawn before, others are taken to be too few to look for. */
const mostRepeats = 100_000;

/**
 * Combinations drawn at random, no two alike, so that there may be fewer than asked for where the space
 * has fewer. Equal seeds draw equal ones, and more of them begin with the same.
 */
export function drawConfigurations(
  study: Pick<Study, "options" | "space">,
  count: number,
  seed: number | readonly number[],
): JsonRecord[] {
  const random = new RandomStream(seed);
  if (countConfigurations(study) <= mostListed) {
    const listed = listConfigurations(study);
    random.shuffle(listed);
    return listed.slice(0, count);
  }
  const drawn = new Map<string, JsonRecord>();
  const wanted = Math.min(count, countDistinct(study));
  for (let repeats = 0; drawn.size < wanted && repeats < mostRepeats; ) {
    const configuration = drawOne(study, random);
    const key = toCanonicalJson(configuration);
    repeats = drawn.has(key) ? repeats + 1 : 0;
    drawn.set(key, configuration);
  }
  return [...drawn.values()];
}

/** At most so many combinations differ; Infinity where a range that is not of whole numbers has no `count`. */
function countDistinct({ space }: Pick<Study, "space">): number {
  return Object.values(space).reduce((product, dimension) => {
    const isWhole = isRange(dimension) && dimension.count === undefined && dimension.integer;
    return product * (isWhole ? dimension.max - dimension.min + 1 : countOf(dimension));
  }, 1);
}

function drawOne(
  { options, space }: Pick<Study, "options" | "space">,
  random: RandomStream,
): JsonRecord {
  const values = Object.entries(space).map(
    ([name, dimension]) => [name, drawValue(dimension, random)] as const,
  );
  return { ...options, ...Object.fromEntries(values) };
}

function withValue(before: JsonRecord, name: string, value: JsonValue): JsonRecord {
  return { ...before, [name]: value };
}

/** The values of a list, or the points of a range with a count; of one without, its middle. */
export function valuesOf(dimension: Dimension): readonly JsonValue[] {
  if (!isRange(dimension)) return dimension;
  const { count = 1 } = dimension;
  const points = Array.from({ length: count }, (_, i) =>
    valueAt(dimension, count === 1 ? 0.5 : i / (count - 1)),
  );
  return [...new Set(points)];
}

function countOf(dimension: Dimension): number {
  if (!isRange(dimension)) return dimension.length;
  return dimension.count === undefined ? Number.POSITIVE_INFINITY : valuesOf(dimension).length;
}

function drawValue(dimension: Dimension, random: RandomStream): JsonValue {
  const share = random.randomSample();
  if (!isRange(dimension)) return dimension[Math.floor(share * dimension.length)];
  if (dimension.count !== undefined) {
    const points = valuesOf(dimension);
    return points[Math.floor(share * points.length)];
  }
  return valueAt(dimension, share);
}

/** The number at a share of the way from `min` to `max`; the ends are met exactly. */
function valueAt({ min, max, scale, integer }: Range, share: number): number {
  if (share === 0) return min;
  if (share === 1) return max;
  const place =
    scale === "log" ? exp(log(min) + share * (log(max) - log(min))) : min + share * (max - min);
  // Exact to 12 digits, so that a grid prints 0.001 and not 0.0009999999999999998.
  const rounded = integer ? Math.round(place) : Number(place.toPrecision(12));
  return Math.min(max, Math.max(min, rounded));
}
