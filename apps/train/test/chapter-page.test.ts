import * as imdbData from "@rnn/imdb-data";
import * as model from "@rnn/model";
import * as preprocess from "@rnn/preprocess";
import * as tensorPackage from "@rnn/tensor";
import { testPage } from "@rnn/testing/test-examples";

for (const page of ["chapter.md", "chapter-09-3.md", "chapter-09-4.md"]) {
  testPage({
    url: new URL(`../../../docs/${page}`, import.meta.url),
    scope: { ...tensorPackage, ...imdbData, ...preprocess, ...model },
    skip: process.env["RNN_DATA_DIR"] === undefined,
  });
}
