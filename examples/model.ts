// A network that learns whether a sequence ends in one of two words.
import { RecurrentNetwork } from "@rnn/model";
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

/* Output:
true 1
1
*/
