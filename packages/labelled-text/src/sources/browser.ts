import { describeValue } from "@rnn/tensor/checks";
import type { OpenPath } from "./source.ts";

/** See `OpenPath`: only Node has paths. */
export const openPath: OpenPath = async (path) => {
  throw new TypeError(
    `readLabelledTexts: expected a File, a list of Files or { name, content }, got the path ${describeValue(path)}. ` +
      "Paths are for Node; elsewhere give what was dropped or fetched.",
  );
};
