import { testExamples } from "@rnn/testing/test-examples";
import * as display from "../src/display.ts";
import * as labelledText from "../src/index.ts";

testExamples({ packageUrl: import.meta.url, scope: { ...display, ...labelledText } });
