/** Puts a run's tables between the marks of docs/performance.md, in both languages, and its pictures beside it. */
import { readFileSync, writeFileSync } from "node:fs";
import { here } from "../runner/paths.ts";
import { makeSections } from "./make-sections.ts";
import { epochPicture, growthPicture, layerPicture } from "./pictures.ts";
import { replaceSections } from "./replace-sections.ts";
import type { Results } from "./results.ts";

/** What stands above the tables of networks of layers, once they are measured. */
const pictures = {
  "layers epochs": "![Seconds an epoch of each network takes in each tool](performance-layers.svg)",
  "layers growth":
    "![How the time of an epoch grows with units, reviews, words and vocabulary]" +
    "(performance-layers-growth.svg)",
};

const pages = ["docs/performance.md", "docs/performance.ko.md"];

/** Redraws what a run measured; what it left out stays as it is. */
export async function writeDocs(results: Results): Promise<void> {
  const { chapter, layers } = results;
  const sections = makeSections(results);
  for (const [section, picture] of Object.entries(pictures)) {
    if (section in sections) sections[section] = `${picture}\n\n${sections[section]}`;
  }
  for (const page of pages) {
    const file = here(`../${page}`);
    writeFileSync(file, replaceSections(page, readFileSync(file, "utf8"), sections));
  }
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
