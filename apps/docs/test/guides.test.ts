import * as imdbData from "@rnn/imdb-data";
import * as interop from "@rnn/interop";
import * as labelledText from "@rnn/labelled-text";
import * as model from "@rnn/model";
import * as modelOnnx from "@rnn/model/onnx";
import * as ngrams from "@rnn/ngrams";
import * as preprocess from "@rnn/preprocess";
import * as tensorPackage from "@rnn/tensor";
import { testBlocks } from "@rnn/testing/test-examples";
import * as textClassifier from "@rnn/text-classifier";

// Those whose blocks stand by themselves; the chapters' pages are tested by the app that runs them.
const pages = [
  "recipes",
  "your-own-texts",
  "correctness",
  "from-keras",
  "from-tensorflow-js",
  "from-numpy",
];

for (const page of pages) {
  testBlocks({
    url: new URL(`../../../docs/${page}.md`, import.meta.url),
    scope: {
      ...tensorPackage,
      ...imdbData,
      ...preprocess,
      ...labelledText,
      ...ngrams,
      ...model,
      ...modelOnnx,
      ...textClassifier,
      ...interop,
    },
  });
}
