import { testExamples } from "@rnn/testing/test-examples";
import * as sweepPackage from "../src/index.ts";

testExamples({ packageUrl: import.meta.url, scope: { ...sweepPackage } });
