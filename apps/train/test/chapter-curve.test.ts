import { chapterCurve } from "@rnn/run-report";
import { expect, test } from "vitest";
import { newFolder, offline, runCli } from "./run-cli.ts";

const dataFolder = process.env["RNN_DATA_DIR"];

test.skipIf(dataFolder === undefined)(
  "the default run has the losses of float64 NumPy that its report draws, within 1e-4",
  async () => {
    const env = { ...offline(), RNN_DATA_DIR: dataFolder };
    const { stdout } = await runCli(["--json", "--quiet", "--out", newFolder()], env);
    const { losses, valLosses } = JSON.parse(stdout) as Pick<
      typeof chapterCurve,
      "losses" | "valLosses"
    >;
    const within = (values: readonly number[]) =>
      values.map((value): unknown => expect.closeTo(value, 4));
    expect(losses).toEqual(within(chapterCurve.losses));
    expect(valLosses).toEqual(within(chapterCurve.valLosses));
  },
);
