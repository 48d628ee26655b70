import * as imdbData from "@rnn/imdb-data";
import * as model from "@rnn/model";
import * as preprocess from "@rnn/preprocess";
import { testPage } from "@rnn/testing/test-examples";

testPage({
  url: new URL("../../../README.md", import.meta.url),
  scope: { ...imdbData, ...preprocess, ...model },
  skip: process.env["RNN_DATA_DIR"] === undefined,
});
