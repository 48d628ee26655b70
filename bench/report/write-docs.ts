/** Puts a run's tables between the marks of docs/performance.md and its pictures beside it. */
import { readFileSync, writeFileSync } from "node:fs";
import { here } from "../runner/paths.ts";
import { makeSections } from "./make-sections.ts";
import { epochPicture, growthPicture, layerPicture } from "./pictures.ts";
import { replaceSections } from "./replace-sections.ts";
import type { Results } from "./results.ts";

/** Redraws what a run measured; what it left out stays as it is. */
export async function writeDocs(results: Results): Promise<void> {
  const { chapter, layers } = results;
  const file = here("../docs/performance.md");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, replaceSections("docs/performance.md", text, makeSections(results)));
  const draw = (name: string, svg: string) => writeFileSync(here(`../docs/${name}.svg`), svg);
  if (chapter !== undefined) {
    draw("performance-epoch", await epochPicture(chapter.epochs));
    draw("performance-growth", await growthPicture(chapter.growth));
  }
  if (layers !== undefined) {
    draw("performance-layers", await layerPicture(layers.networks));
    draw("performance-layers-growth", await growthPicture([...layers.units, ...layers.growth]));
  }
}
