import { writeFileSync } from "node:fs";
import path from "node:path";
import { RecurrentNetwork } from "@rnn/model";
import { TextClassifier, trainTextClassifier } from "@rnn/text-classifier";
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
