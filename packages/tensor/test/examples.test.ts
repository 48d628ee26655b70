import { testExamples } from "@rnn/testing/test-examples";
import * as scope from "../src/index.ts";

testExamples({ packageUrl: import.meta.url, scope });
