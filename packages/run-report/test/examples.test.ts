import * as modelPackage from "@rnn/model";
import * as preprocessPackage from "@rnn/preprocess";
import { testExamples } from "@rnn/testing/test-examples";
import * as classifierPackage from "@rnn/text-classifier";
import * as reportPackage from "../src/index.ts";

testExamples({
  packageUrl: import.meta.url,
  scope: { ...modelPackage, ...preprocessPackage, ...classifierPackage, ...reportPackage },
});
