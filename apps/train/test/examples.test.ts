import { testExamples } from "@rnn/testing/test-examples";
import { buildVocabulary } from "../src/labelled-text/build-vocabulary.ts";
import { encodeTexts } from "../src/labelled-text/encode-texts.ts";

testExamples({
  packageUrl: import.meta.url,
  scope: { buildVocabulary, encodeTexts },
  readme: false,
});
