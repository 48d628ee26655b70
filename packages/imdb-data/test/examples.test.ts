import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import * as tensorPackage from "@rnn/tensor";
import { testExamples } from "@rnn/testing/test-examples";
import { afterAll, beforeAll } from "vitest";
import * as imdbData from "../src/index.ts";
import { tinyArchive } from "./tiny-archive.ts";

// The examples find a tiny archive of the name that the real one has.
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "rnn-examples-"));
beforeAll(() => {
  writeFileSync(join(folder, "aclImdb_v1.tar.gz"), tinyArchive());
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

testExamples({
  packageUrl: import.meta.url,
  scope: { ...tensorPackage, ...imdbData },
  readme: true,
});
