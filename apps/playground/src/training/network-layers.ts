import {
  adam,
  adamw,
  dense,
  embedding,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  type Layer,
  lstm,
  type Optimizer,
  rmsprop,
  sgd,
  simpleRnn,
} from "@rnn/model";
import type { Settings } from "../settings/settings.ts";

/** The layers of the settings, for so many ids. The chapter's network is a class of its own. */
export function networkLayers(settings: Settings, ids: number): Layer[] {
  const { embedding: width, mask, readout } = settings;
  return [
    embedding(ids, width, { maskZero: mask }),
    recurrentLayer(settings),
    ...(readout === "average" ? [globalAveragePooling1d()] : []),
    ...(readout === "maximum" ? [globalMaxPooling1d()] : []),
    dense(1),
  ];
}

function recurrentLayer({ cell, units, gradient }: Settings): Layer {
  if (cell === "lstm") return lstm(units);
  if (cell === "gru") return gru(units);
  return simpleRnn(units, { recurrentGradient: gradient });
}

/** The optimizer of the settings. */
export function optimizerOf({ optimizer, rate }: Settings): Optimizer {
  const make = { sgd, rmsprop, adam, adamw }[optimizer];
  return make({ learningRate: rate });
}
