import { RecurrentNetwork, Sequential } from "@rnn/model";
import { encodeNpz } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";

/**
 * The network's parameters as an npz file, of the types that they have here. Those of the chapter's network
 * are `w1h` `[cells, cells]`, `w1x` `[features, cells]`, `b1` `[cells]`, `w2` `[cells, 1]`, `b2` `[1]`;
 * those of layers have Keras's names, shapes and orders of gates, `sequential/lstm/lstm_cell/kernel`. Equal
 * weights give equal bytes.
 *
 * @throws Error for a network without weights; TypeError for what is not a network.
 *
 * @example
 * ```ts
 * const network = new RecurrentNetwork({ nCells: 1 });
 * network.setWeights({ w1h: [[1]], w1x: [[2], [3]], b1: [0], w2: [[4]], b2: [5] });
 * const { w1x } = await decodeNpz(await encodeWeightsNpz(network));
 * w1x.toArray(); // => [[2], [3]]
 * ```
 *
 * Python twin: `numpy.savez(file, w1h=w1h, ...)`. Back there: `model.w1h = numpy.load(file)["w1h"]`, and so
 * on, for the chapter's class; of layers, `w.assign(file[w.path])` for each `w` of a Keras model's `weights`.
 */
export async function encodeWeightsNpz(
  network: RecurrentNetwork | Sequential,
): Promise<Uint8Array<ArrayBuffer>> {
  if (network instanceof Sequential) return encodeNpz(network.kerasWeights());
  if (!(network instanceof RecurrentNetwork)) {
    throw new TypeError(
      `encodeWeightsNpz: expected network to be a RecurrentNetwork or a Sequential, got ${describeValue(network)}. ` +
        "That of a TextClassifier is its network.",
    );
  }
  const { w1h, w1x, b1, w2, b2 } = network.weights;
  return encodeNpz({ w1h, w1x, b1, w2, b2 });
}
