/** `pnpm --filter @rnn/docs stamp docs/playground.ko.md`: notes in translations of which English text they are. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { stampTranslation } from "./translation.ts";
import { root } from "./workspace.ts";

for (const page of process.argv.slice(2)) {
  const source = page.replace(/\.ko\.md$/, ".md");
  const file = path.join(root, page);
  const english = readFileSync(path.join(root, source), "utf8");
  writeFileSync(file, stampTranslation(readFileSync(file, "utf8"), source, english));
}
