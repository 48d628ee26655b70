// From sentences to the one-hot input of a network.
import { padSequences, Tokenizer, toCategorical } from "@rnn/preprocess";

const tokenizer = new Tokenizer();
const sentences = ["a good film", "not a good film at all"];
tokenizer.fitOnTexts(sentences);

const ids = padSequences(tokenizer.textsToSequences(sentences), { maxlen: 6 });
console.log(ids.toString());

const x = toCategorical(ids, { numClasses: 8 });
console.log(x.shape, x.nbytes);

/* Output:
[[0 0 0 1 2 3]
 [4 1 2 3 5 6]]
[ 2, 6, 8 ] 384
*/
