import * as modelPackage from "@rnn/model";
import { encodeOnnx } from "@rnn/model/onnx";
import * as tensorPackage from "@rnn/tensor";
import { testExamples } from "@rnn/testing/test-examples";
import * as interopPackage from "../src/index.ts";
import * as onnxEntry from "../src/onnx.ts";

testExamples({
  packageUrl: import.meta.url,
  scope: { ...tensorPackage, ...modelPackage, ...interopPackage, ...onnxEntry, encodeOnnx },
});
