import { Sequential } from "@rnn/model";
import type { OneHotTensor, Tensor } from "@rnn/tensor";
import type { TextNetwork } from "@rnn/text-classifier";

/** The probability of class 1 of each row. */
export function predictRows(network: TextNetwork, x: OneHotTensor): Float64Array {
  return network instanceof Sequential
    ? network.predictProba(x.indices).data
    : network.predictProba(x).data;
}

/** The share of rows that the network classifies as `y` says. */
export function scoreRows(network: TextNetwork, x: OneHotTensor, y: Tensor): number {
  return network instanceof Sequential ? network.score(x.indices, y) : network.score(x, y);
}
