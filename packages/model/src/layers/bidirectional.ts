import { describeValue } from "@rnn/tensor/checks";
import { bindFunctions } from "./bind-functions.ts";
import type { Cell } from "./cell.ts";
import { type Gru, gruCell } from "./gru.ts";
import type { BackwardPass, ForwardPass, LayerFunctions } from "./layer-functions.ts";
import { type Lstm, lstmCell } from "./lstm.ts";
import type { Arrays } from "./parameter.ts";
import { type Reading, runBackward, runForward } from "./recurrent.ts";
import { type SimpleRnn, simpleRnnCell } from "./simple-rnn.ts";

/** A layer that reads steps in an order. */
export type Recurrent = SimpleRnn | Lstm | Gru;

/** Both directions of a recurrent layer, as a plan holds it. */
export interface Bidirectional {
  readonly kind: "bidirectional";
  readonly layer: Recurrent;
}

/**
 * A recurrent layer twice, with weights of their own: one reads the steps in their order, the other from
 * the last to the first. What they hand on is side by side, 2 H numbers; of a step that is masked,
 * zeros.
 *
 * @param layer what `simpleRnn`, `lstm` or `gru` gave
 * @throws TypeError for another layer
 *
 * @example
 * ```ts
 * bidirectional(gru(16)).layer.kind; // => "gru"
 * ```
 *
 * Python twin: `keras.layers.Bidirectional(layer)`. Schuster and Paliwal, "Bidirectional Recurrent Neural
 * Networks", 1997.
 */
export function bidirectional(layer: Recurrent): Bidirectional {
  if (typeof layer !== "object" || layer === null || !Object.hasOwn(cells, layer.kind)) {
    const given = describeValue(layer?.kind ?? layer);
    throw new TypeError(
      `bidirectional: expected a recurrent layer (simpleRnn, lstm or gru), got ${given}.`,
    );
  }
  return bindFunctions({ kind: "bidirectional", layer }, bidirectionalFunctions);
}

/** A kind's cell is only ever given layers of that kind. */
const cells: Readonly<Record<Recurrent["kind"], Cell<Recurrent>>> = {
  simpleRnn: simpleRnnCell,
  lstm: lstmCell,
  gru: gruCell,
};

const directions = ["forward", "backward"] as const;

function forward({ layer }: Bidirectional, pass: ForwardPass): void {
  directions.forEach((direction, index) => {
    runForward(cells[layer.kind], layer, half(pass, layer, index), reading(direction));
  });
}

function backward({ layer }: Bidirectional, pass: BackwardPass): void {
  const { units } = layer;
  directions.forEach((direction, index) => {
    const own: BackwardPass = {
      ...pass,
      ...half(pass, layer, index),
      outputError: pass.outputError.columns(index * units, units),
      gradients: selectDirection(pass.gradients, direction),
      stateErrors: pass.stateErrors?.columns(index * units, units),
    };
    runBackward(cells[layer.kind], layer, own, reading(direction));
  });
}

const reading = (direction: Reading["direction"]): Reading => ({ direction, zeroMasked: true });

/** What concerns one direction. */
function half(pass: ForwardPass, { units }: Recurrent, index: number): ForwardPass {
  const direction = directions[index];
  return {
    ...pass,
    output: pass.output.columns(index * units, units),
    weights: selectDirection(pass.weights, direction),
    store: pass.store.part(direction),
  };
}

/** The arrays whose names begin with the direction, without it. */
function selectDirection(arrays: Arrays, direction: Reading["direction"]): Arrays {
  const prefix = `${direction}.`;
  const own = Object.entries(arrays).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, array]) => [name.slice(prefix.length), array]));
}

/** The functions of both directions. */
const bidirectionalFunctions: LayerFunctions<Bidirectional> = {
  reads: "steps",
  gives: "stepsOrLast",
  causal: false,
  parameters: ({ layer }, inputWidth) =>
    directions.flatMap((direction) =>
      cells[layer.kind]
        .parameters(layer, inputWidth)
        .map(({ name, shape, initial }) => ({ name: `${direction}.${name}`, shape, initial })),
    ),
  outputWidth: ({ layer }) => 2 * layer.units,
  forward,
  backward,
};
