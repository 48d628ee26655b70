/** Puts a run's tables between the marks of docs/performance.md and its pictures beside it. */
import { readFileSync, writeFileSync } from "node:fs";
import { here } from "../runner/paths.ts";
import * as tables from "./chapter-tables.ts";
import { epochPicture, growthPicture } from "./pictures.ts";
import { replaceSections } from "./replace-sections.ts";
import type { Results } from "./results.ts";

/** Redraws what a run measured; what it left out stays as it is. */
export async function writeDocs(results: Results): Promise<void> {
  const { chapter } = results;
  const file = here("../docs/performance.md");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, replaceSections("docs/performance.md", text, makeSections(results)));
  if (chapter !== undefined) {
    writeFileSync(here("../docs/performance-epoch.svg"), await epochPicture(chapter.epochs));
    writeFileSync(here("../docs/performance-growth.svg"), await growthPicture(chapter.growth));
  }
}

/** The text between each pair of marks. */
function makeSections({ date, machine, node, data, chapter }: Results): Record<string, string> {
  const about =
    `Measured on ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ` +
    `Node ${node}, ${data}.`;
  return {
    ...(chapter !== undefined && {
      about,
      targets: tables.targetTable(chapter),
      epochs: tables.epochTable(chapter.epochs),
      peaks: tables.peakTable(chapter.peaks),
      preparation: tables.preparationTable(chapter.preparation),
      growth: tables.growthTable(chapter.growth),
    }),
  };
}
