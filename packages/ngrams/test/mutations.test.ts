import { testMutations } from "@rnn/testing/test-mutations";
import { NgramClassifier, NgramFileError } from "../src/index.ts";

async function save(options: object, labels: readonly number[]): Promise<Uint8Array> {
  const classifier = new NgramClassifier(options);
  await classifier.fit(["a b", "b c", "c d"], labels);
  return classifier.save();
}

testMutations({
  format: "n-grams",
  originals: [
    await save({}, [0, 1, 1]),
    await save({ words: null, characters: [1, 2] }, [0, 1, 2]),
    await save({ characters: null, hashBits: 8 }, [0, 1, 0]),
  ],
  read: (bytes) => NgramClassifier.load(bytes),
  isWhole: (classifier) => Number.isFinite(classifier.predictProba(["a b"]).data[0]),
  isRefusal: (error) => error instanceof NgramFileError,
});
