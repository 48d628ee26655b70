/** The chapter's run in a page, an epoch on the reviews that the page's own server has; and its file. */
import { decodeReview, getWordIndex, loadData } from "@rnn/imdb-data";
import { RecurrentNetwork } from "@rnn/model";
import { padSequences, toCategorical, trainValidationSplit } from "@rnn/preprocess";
import { type Classification, TextClassifier, type Trace } from "@rnn/text-classifier";

/** What the page saw. */
export interface PageReport {
  readonly firstReview: string;
  readonly labels: number[];
  readonly losses: number[];
  readonly valLosses: number[];
  readonly accuracy: number;
}

/** Trains for one epoch as docs/chapter.md does. */
export async function pageReport(reviewsUrl: string, wordsUrl: string): Promise<PageReport> {
  const { xTrain, yTrain } = await loadData({ path: reviewsUrl, skipTop: 20, numWords: 100 });
  const wordIndex = await getWordIndex({ path: wordsUrl });
  const reviews = xTrain.filter((id) => id > 2);
  const { train, validation } = trainValidationSplit(25_000, { validationSize: 5000, seed: 42 });
  const [x, xVal] = [train, validation].map((rows) =>
    toCategorical(padSequences(reviews.take(rows), { maxlen: 100 })),
  );
  const yVal = yTrain.take(validation);
  const network = new RecurrentNetwork({ nCells: 32, recurrentGradient: "chapter" });
  await network.fit(x, yTrain.take(train), { epochs: 1, xVal, yVal });
  return {
    firstReview: decodeReview(reviews.row(0), wordIndex),
    labels: Array.from(yTrain.data.slice(0, 10)),
    losses: network.losses,
    valLosses: network.valLosses,
    accuracy: network.score(xVal, yVal),
  };
}

/** What a saved classifier says of a text. */
export interface FileReport {
  readonly probability: number;
  readonly classification: Classification;
  readonly trace: Trace;
}

/** Reads the classifier and asks it. */
export function fileReport(bytes: Uint8Array, text: string): FileReport {
  const classifier = TextClassifier.load(bytes);
  return {
    probability: classifier.probability(text),
    classification: classifier.classify(text),
    trace: classifier.trace(text),
  };
}
