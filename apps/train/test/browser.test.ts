import { readFile } from "node:fs/promises";
import path from "node:path";
import { syntheticReviews } from "@rnn/imdb-data";
import { RecurrentNetwork } from "@rnn/model";
import { padSequences, toCategorical } from "@rnn/preprocess";
import { type Bundle, bundle } from "@rnn/testing/bundle";
import { runPage, withoutChromium } from "@rnn/testing/chromium";
import { TextClassifier, vocabularyFromIndex } from "@rnn/text-classifier";
import { afterAll, describe, expect, test } from "vitest";
import { type FileReport, fileReport, type PageReport, pageReport } from "./browser-program.ts";

const { RNN_DATA_DIR: dataFolder = "" } = process.env;
const withoutData = dataFolder === "" ? " (skipped: no RNN_DATA_DIR)" : "";

let program: Promise<Bundle> | undefined;
/** The program as a page gets it, bundled at its first use. */
const bundled = (): Promise<Bundle> =>
  (program ??= bundle(new URL("browser-program.ts", import.meta.url)));
afterAll(async () => (await program)?.remove());

describe.skipIf(withoutChromium + withoutData !== "")(
  `the chapter's run in Chromium${withoutData}${withoutChromium}`,
  () => {
    test("shows what the chapter prints, and scores as in Node, to the bit", async () => {
      const [reviews, words] = ["imdb.npz", "imdb_word_index.json"].map((name) =>
        path.join(dataFolder, name),
      );
      const inPage = (await runPage({
        files: {
          "/bundle.js": (await bundled()).source,
          "/imdb.npz": await readFile(reviews),
          "/imdb_word_index.json": await readFile(words),
        },
        script: `
        const { pageReport } = await import("/bundle.js");
        return pageReport(location.href + "imdb.npz", location.href + "imdb_word_index.json");`,
      })) as PageReport;
      const inNode = await pageReport(reviews, words);

      expect(inPage.firstReview).toMatch(/^film just story really they you just there an from so/);
      expect(inPage.labels).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 1, 0]);
      expect(inPage).toEqual(inNode);
    });
  },
);

describe.skipIf(withoutChromium !== "")(`a saved file in Chromium${withoutChromium}`, () => {
  test("gives a text the same probability and trace as in Node, to the bit", async () => {
    const cut = { skipTop: 20, numWords: 100 };
    const { xTrain, yTrain, wordIndex } = syntheticReviews({ size: 500, ...cut });
    const ids = padSequences(
      xTrain.filter((id) => id > 2),
      { maxlen: 100 },
    );
    const network = new RecurrentNetwork({ nCells: 32 });
    await network.fit(toCategorical(ids, { numClasses: 100 }), yTrain, { epochs: 2 });
    const classifier = new TextClassifier({
      network,
      vocabulary: vocabularyFromIndex(wordIndex, { ...cut, indexFrom: 3 }),
      maxlen: 100,
      lowercase: "ascii",
      classNames: ["thumbs down", "thumbs up"],
    });
    const known = classifier.vocabulary.filter((word) => word !== null);
    const text = `KIRK, kırk & ${known.toReversed().join(", ")}; İstanbul? ${known.join(" ")}!`;
    const bytes = classifier.save();
    const inPage = (await runPage({
      files: { "/bundle.js": (await bundled()).source, "/model.safetensors": bytes },
      script: `
        const { fileReport } = await import("/bundle.js");
        const response = await fetch("/model.safetensors");
        const bytes = new Uint8Array(await response.arrayBuffer());
        return fileReport(bytes, ${JSON.stringify(text)});`,
    })) as FileReport;
    const inNode = fileReport(bytes, text);

    expect(inPage).toEqual(inNode);
    const { classification, trace } = inNode;
    expect(classification.readCount).toBe(100);
    expect(new Set(trace.words.map(({ status }) => status))).toEqual(
      new Set(["read", "unknown", "cut"]),
    );
  });
});
