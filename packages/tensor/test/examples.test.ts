import { testExamples } from "../../../vitest.examples.ts";
import * as scope from "../src/index.ts";

testExamples({ packageUrl: import.meta.url, scope });
