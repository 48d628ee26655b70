import * as modelPackage from "@rnn/model";
import * as tensorPackage from "@rnn/tensor";
import { testExamples } from "@rnn/testing/test-examples";
import * as interopPackage from "../src/index.ts";

testExamples({
  packageUrl: import.meta.url,
  scope: { ...tensorPackage, ...modelPackage, ...interopPackage },
});
