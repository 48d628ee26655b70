// Networks that learn whether a sequence ends in one of two words: the chapter's, and one of layers.
import { adam, dense, embedding, lstm, RecurrentNetwork, Sequential } from "@rnn/model";
import { OneHotTensor, RandomState, Tensor } from "@rnn/tensor";

const [count, steps, words] = [200, 12, 4];
const tokens = new RandomState(7).randint(0, words, [count, steps], { dtype: "int32" });
const x = new OneHotTensor(tokens, words);
const labels = Int32Array.from({ length: count }, (_, n) => Number(tokens.at(n, steps - 1) >= 2));
const y = new Tensor(labels, "int32", [count]);

const network = new RecurrentNetwork({ nCells: 8, learningRate: 0.5 });
await network.fit(x, y, { epochs: 20 });
console.log(network.losses[19] < network.losses[0], network.score(x, y));

const copy = RecurrentNetwork.load(network.save());
console.log(copy.score(x, y));

const layers = [embedding(words, 4), lstm(8), dense(1)];
const gated = new Sequential(layers, { optimizer: adam({ learningRate: 0.02 }) });
await gated.fit(tokens, y, { epochs: 20 });
console.log(gated.score(tokens, y));

/* Output:
true 1
1
1
*/
