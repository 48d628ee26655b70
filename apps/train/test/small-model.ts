import { writeFileSync } from "node:fs";
import path from "node:path";
import { RecurrentNetwork, Sequential } from "@rnn/model";
import { NgramPart, TextClassifier, trainTextClassifier } from "@rnn/text-classifier";
import { newFolder } from "./run-cli.ts";

/** The path of a model that knows the words "great" and "dull", of the classes given. */
export function writeSmallModel(classNames: readonly [string, string] = ["bad", "good"]): string {
  const network = new RecurrentNetwork({ nCells: 1 });
  network.setWeights({ w1h: [[0.5]], w1x: [[0], [1], [-1]], b1: [0], w2: [[3]], b2: [0] });
  const vocabulary = [null, "great", "dull"];
  const classifier = new TextClassifier({ network, vocabulary, maxlen: 20, classNames });
  const file = path.join(newFolder(), "model.safetensors");
  writeFileSync(file, classifier.save());
  return file;
}

/** The path of a model of three classes, daily, farewell and love, by n-grams, a network or both. */
export async function writeThreeClassModel(model: "rnn" | "ngrams" | "both"): Promise<string> {
  const texts = ["good day", "nice day", "so long", "bye then", "my heart", "dear heart"];
  const labels = ["daily", "daily", "farewell", "farewell", "love", "love"];
  const { classifier } = await trainTextClassifier(
    { texts: [...texts, ...texts], labels: [...labels, ...labels] },
    { model, epochs: 2, units: 4 },
  );
  const file = path.join(newFolder(), "model.safetensors");
  writeFileSync(file, classifier.save());
  return file;
}

/** The path of a model whose n-grams are sure of "farewell", and whose network finds "love" likelier. */
export async function writeDividedModel(): Promise<string> {
  const classNames = ["daily", "farewell", "love"];
  const { classifier } = await trainTextClassifier(
    { texts: ["day", "bye", "heart", "day", "bye", "heart"], labels: [0, 1, 2, 0, 1, 2] },
    { model: "both", classNames, epochs: 1, units: 2, validationSize: 3 },
  );
  const { network, ngrams, vocabulary, maxlen, textFormat, tokens } = classifier;
  if (!(network instanceof Sequential) || ngrams === undefined) throw new Error("no network");
  network.setWeights({ ...network.weights, "dense.bias": [0, 0, 9] });
  const combination = { rnn: 0.01, ngrams: 1 };
  const divided = new TextClassifier({
    network,
    vocabulary,
    maxlen,
    textFormat,
    tokens,
    classNames,
    ngrams: new NgramPart(ngrams.classifier, { combination }),
  });
  const file = path.join(newFolder(), "model.safetensors");
  writeFileSync(file, divided.save());
  return file;
}
