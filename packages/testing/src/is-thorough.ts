import process from "node:process";

/** Whether the longest tests run at their full length, as `.ci/run` has them (`RNN_THOROUGH`). */
export const isThorough = Boolean(process.env["RNN_THOROUGH"]);
