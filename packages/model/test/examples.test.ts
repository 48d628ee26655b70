import * as tensorPackage from "@rnn/tensor";
import { testExamples } from "@rnn/testing/test-examples";
import * as modelPackage from "../src/index.ts";
import * as onnxPackage from "../src/onnx.ts";

testExamples({
  packageUrl: import.meta.url,
  scope: { ...tensorPackage, ...modelPackage, ...onnxPackage },
});
