import { NgramClassifier } from "@rnn/ngrams";
import { expect, test } from "vitest";
import { defaultSettings } from "../src/settings/settings.ts";
import { fitBaseline } from "../src/training/fit-baseline.ts";
import { openRun } from "./run-settings.ts";

test("the baseline is the bag of words and pairs of @rnn/ngrams", async () => {
  const { session } = await openRun({ ...defaultSettings, reviews: 300, epochs: 1 });
  const { source, trainRows, validationRows, yTrain, yVal } = session.data;
  const textsOf = (rows: readonly number[]) => rows.map((row) => source.texts[row]);
  const classifier = new NgramClassifier({ words: [1, 2], characters: null, minDf: 2 });
  await classifier.fit(textsOf(trainRows), yTrain);
  const predicted = classifier.predict(textsOf(validationRows)).data;
  const right = yVal.filter((label, row) => label === predicted[row]).length;
  expect(await fitBaseline(session.data, new AbortController().signal)).toEqual({
    accuracy: right / yVal.length,
    features: classifier.features,
  });
});
