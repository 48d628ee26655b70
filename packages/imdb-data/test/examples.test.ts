import * as tensorPackage from "@rnn/tensor";
import { testExamples } from "../../../vitest.examples.ts";
import * as imdbData from "../src/index.ts";

testExamples({
  packageUrl: import.meta.url,
  scope: { ...tensorPackage, ...imdbData },
  readme: true,
});
