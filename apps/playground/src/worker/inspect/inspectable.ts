import { dense, type Layer, RecurrentNetwork, Sequential, simpleRnn } from "@rnn/model";
import { padSequences } from "@rnn/preprocess";
import { OneHotTensor, RaggedTensor, type Tensor } from "@rnn/tensor";
import type { Session } from "../session.ts";

/** What a network of layers reads. */
export type Input = Parameters<Sequential["states"]>[0];

/** A network that shows its states: the trained one, or the chapter's as layers with the same weights. */
export interface Inspectable {
  readonly network: Sequential;
  /** Rows of ids, padded and cut in front as for the training. */
  readonly read: (rows: readonly (readonly number[])[]) => Input;
}

/** The network as it is now, to look inside. */
export function inspectable(session: Session): Inspectable {
  const { trainee, settings, data } = session;
  const { network } = trainee;
  const pad = (rows: readonly (readonly number[])[]): Tensor<"int32"> =>
    padSequences(RaggedTensor.fromArrays(rows), { maxlen: settings.length });
  if (!(network instanceof RecurrentNetwork)) return { network, read: pad };
  return {
    network: chapterAsLayers(network),
    read: (rows) => new OneHotTensor(pad(rows), data.vocabulary.length),
  };
}

/** The chapter's network as layers: the same weights under the names of layers. */
function chapterAsLayers(network: RecurrentNetwork): Sequential {
  const { nCells, recurrentGradient } = network.options;
  const layers: Layer[] = [simpleRnn(nCells, { recurrentGradient }), dense(1)];
  const same = new Sequential(layers);
  const { w1x, w1h, b1, w2, b2 } = network.weights;
  same.setWeights({
    "simpleRnn.kernel": w1x,
    "simpleRnn.recurrentKernel": w1h,
    "simpleRnn.bias": b1,
    "dense.kernel": w2,
    "dense.bias": b2,
  });
  return same;
}
