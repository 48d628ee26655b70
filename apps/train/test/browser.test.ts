import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Bundle, bundle } from "../../../packages/model/test/bundle.ts";
import { chromiumPath, runPage } from "../../../packages/model/test/chromium.ts";
import { type PageReport, pageReport } from "./browser-program.ts";

const { RNN_DATA_DIR: dataFolder = "" } = process.env;
const missing = [
  dataFolder === "" ? "RNN_DATA_DIR" : "",
  chromiumPath === undefined ? "Chromium" : "",
].filter(Boolean);
const reason = missing.length > 0 ? ` (skipped: no ${missing.join(" and no ")})` : "";

describe.skipIf(missing.length > 0)(`the chapter's run in Chromium${reason}`, () => {
  let bundled: Bundle | undefined;
  afterAll(() => bundled?.remove());

  test("shows what the chapter prints, and scores as in Node, losses within 1e-12", async () => {
    bundled = await bundle(new URL("browser-program.ts", import.meta.url));
    const [reviews, words] = ["imdb.npz", "imdb_word_index.json"].map((name) =>
      path.join(dataFolder, name),
    );
    const inPage = (await runPage({
      files: {
        "/bundle.js": bundled.source,
        "/imdb.npz": await readFile(reviews),
        "/imdb_word_index.json": await readFile(words),
      },
      script: `
        const { pageReport } = await import("/bundle.js");
        return pageReport(location.href + "imdb.npz", location.href + "imdb_word_index.json");`,
    })) as PageReport;
    const inNode = await pageReport(reviews, words);

    expect(inPage.firstReview).toMatch(/^film just story really they you just there an from so/);
    expect(inPage.labels).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 1, 0]);
    // The weights are equal to the bit; the losses pass through the host's own Math.exp and Math.log.
    const near = (losses: number[]): unknown[] => losses.map((loss) => expect.closeTo(loss, 12));
    expect(inPage).toEqual({
      ...inNode,
      losses: near(inNode.losses),
      valLosses: near(inNode.valLosses),
    });
  });
});
