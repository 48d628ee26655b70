import * as labelledTextPackage from "@rnn/labelled-text";
import * as modelPackage from "@rnn/model";
import * as ngramsPackage from "@rnn/ngrams";
import * as preprocessPackage from "@rnn/preprocess";
import * as tensorPackage from "@rnn/tensor";
import { testExamples } from "@rnn/testing/test-examples";
import * as classifierPackage from "../src/index.ts";
import * as onnxPackage from "../src/onnx.ts";

testExamples({
  packageUrl: import.meta.url,
  scope: {
    ...tensorPackage,
    ...labelledTextPackage,
    ...preprocessPackage,
    ...ngramsPackage,
    ...modelPackage,
    ...classifierPackage,
    ...onnxPackage,
  },
});
