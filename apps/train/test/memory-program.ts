/** The chapter's run on IMDB for one epoch; prints the most memory that the process was resident in. */
import process from "node:process";
import { loadData } from "@rnn/imdb-data";
import { RecurrentNetwork } from "@rnn/model";
import { padSequences, toCategorical, trainValidationSplit } from "@rnn/preprocess";

const { xTrain, yTrain } = await loadData({ skipTop: 20, numWords: 100 });
const reviews = xTrain.filter((id) => id > 2);
const { train, validation } = trainValidationSplit(25_000, { validationSize: 5000, seed: 42 });
const [x, xVal] = [train, validation].map((rows) =>
  toCategorical(padSequences(reviews.take(rows), { maxlen: 100 })),
);
const network = new RecurrentNetwork({ nCells: 32 });
const yVal = yTrain.take(validation);
await network.fit(x, yTrain.take(train), { epochs: 1, xVal, yVal });
// `maxRSS` is in units of 1,024 bytes.
process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
