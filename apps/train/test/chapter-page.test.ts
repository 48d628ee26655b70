import * as imdbData from "@rnn/imdb-data";
import * as model from "@rnn/model";
import * as preprocess from "@rnn/preprocess";
import * as tensorPackage from "@rnn/tensor";
import { testPage } from "@rnn/testing/test-examples";

testPage({
  url: new URL("../../../docs/chapter.md", import.meta.url),
  scope: { ...tensorPackage, ...imdbData, ...preprocess, ...model },
  skip: process.env["RNN_DATA_DIR"] === undefined,
});
