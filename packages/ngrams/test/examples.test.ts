import * as tensorPackage from "@rnn/tensor";
import { testExamples } from "@rnn/testing/test-examples";
import * as ngramsPackage from "../src/index.ts";

testExamples({ packageUrl: import.meta.url, scope: { ...tensorPackage, ...ngramsPackage } });
