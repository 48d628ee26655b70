import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../vitest.shared.ts";

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      name: "@rnn/scripts",
      // It imports JSON as bundlers do, which Node does not.
      server: { deps: { inline: [/@actions\/workflow-parser/] } },
    },
  }),
);
