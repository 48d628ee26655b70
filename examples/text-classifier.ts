// A network in a file with its vocabulary: it reads a sentence, and shows how each word moved it.
import { RecurrentNetwork } from "@rnn/model";
import { padSequences, Tokenizer, toCategorical } from "@rnn/preprocess";
import { TextClassifier, vocabularyFromIndex } from "@rnn/text-classifier";

const texts = ["a good film", "not a bad film", "a bad film", "not a good film"];
const tokenizer = new Tokenizer();
tokenizer.fitOnTexts(texts);
const vocabulary = vocabularyFromIndex(tokenizer.wordIndex);
const ids = padSequences(tokenizer.textsToSequences(texts), { maxlen: 4 });
const x = toCategorical(ids, { numClasses: vocabulary.length });

const network = new RecurrentNetwork({ nCells: 8, learningRate: 0.5 });
await network.fit(x, [1, 1, 0, 0], { epochs: 300 });
const bytes = new TextClassifier({ network, vocabulary, maxlen: 4 }).save();

const classifier = TextClassifier.load(bytes);
for (const { word, status, probability } of classifier.trace("Not such a BAD film!").words) {
  console.log(word, status, probability.toFixed(2));
}

/* Output:
not read 0.75
such unknown 0.75
a read 0.00
bad read 0.15
film read 1.00
*/
