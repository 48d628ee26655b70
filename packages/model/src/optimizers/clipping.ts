import { checkNumber } from "@rnn/tensor/checks";

/** How gradients are clipped before a step; at most one of the three. */
export interface Clipping {
  /** The largest length that the gradient of a parameter may have: a longer one is scaled to it. */
  readonly clipnorm?: number;
  /** The same for the gradients of all parameters as one vector. */
  readonly globalClipnorm?: number;
  /** The largest size that a number of a gradient may have. */
  readonly clipvalue?: number;
}

/** The names of the options. */
export const clippingNames = ["clipnorm", "globalClipnorm", "clipvalue"] as const;

/**
 * The options that are given.
 * @throws RangeError, TypeError where one is not a number above 0, or more than one is given
 */
export function checkClipping(caller: string, options: Clipping): Clipping {
  const given = clippingNames.filter((name) => options[name] !== undefined);
  for (const name of given) checkAboveZero(caller, name, options[name]);
  if (given.length > 1) {
    throw new RangeError(
      `${caller}: expected at most one of ${clippingNames.join(", ")}, got ${given.join(" and ")}.`,
    );
  }
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}

function checkAboveZero(caller: string, name: string, value: unknown): void {
  checkNumber(caller, name, value, 0);
  if (value === 0 || value === Infinity) {
    throw new RangeError(
      `${caller}: expected ${name} to be a finite number above 0, got ${value}.`,
    );
  }
}

/** The gradients of all parameters, clipped; those that need not be are the same arrays. */
export function clipGradients(
  { clipnorm, globalClipnorm, clipvalue }: Clipping,
  gradients: readonly Float64Array[],
): readonly Float64Array[] {
  if (clipvalue !== undefined) {
    return gradients.map((gradient) =>
      gradient.map((value) => Math.min(Math.max(value, -clipvalue), clipvalue)),
    );
  }
  if (clipnorm !== undefined) {
    return gradients.map((gradient) => scaleTo(clipnorm, gradient, Math.sqrt(squares(gradient))));
  }
  if (globalClipnorm !== undefined) {
    const norm = Math.sqrt(gradients.reduce((sum, gradient) => sum + squares(gradient), 0));
    return gradients.map((gradient) => scaleTo(globalClipnorm, gradient, norm));
  }
  return gradients;
}

function scaleTo(most: number, gradient: Float64Array, norm: number): Float64Array {
  if (!(norm > most)) return gradient;
  return gradient.map((value) => (value * most) / norm);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
