import process from "node:process";

/**
 * Whether every program that tests compare with must be there, as `.ci/run` sees to (`RNN_CI`): one that is
 * missing then fails its tests. Elsewhere they are skipped.
 */
export const isCi = Boolean(process.env["RNN_CI"]);
