// Reviews made by the package itself, in the form of the IMDB reviews. For the real ones:
// const { xTrain, yTrain } = await loadData({ skipTop: 20, numWords: 100 });
import { decodeReview, syntheticReviews } from "@rnn/imdb-data";

const { xTrain, yTrain, wordIndex } = syntheticReviews({ size: 100, seed: 1 });
console.log(xTrain.length, yTrain.shape);
console.log(decodeReview(xTrain.row(0), wordIndex).split(" ").length === xTrain.row(0).length);

/* Output:
100 [ 100 ]
true
*/
