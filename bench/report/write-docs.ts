/** Puts a run's tables between the marks of docs/performance.md and its pictures beside it. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Results } from "../results.ts";
import { here } from "../tools.ts";
import { epochPicture, growthPicture } from "./pictures.ts";
import * as tables from "./tables.ts";

/** Redraws everything measured in docs/. */
export async function writeDocs(results: Results): Promise<void> {
  const { machine, date, node, data } = results;
  const about =
    `Measured on ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ` +
    `Node ${node}, ${data}.`;
  const sections: Record<string, string> = {
    about,
    targets: tables.targetTable(results),
    epochs: tables.epochTable(results.epochs),
    peaks: tables.peakTable(results.peaks),
    preparation: tables.preparationTable(results.preparation),
    growth: tables.growthTable(results.growth),
  };
  const file = here("../docs/performance.md");
  let text = readFileSync(file, "utf8");
  for (const [name, content] of Object.entries(sections)) {
    const [open, close] = [`<!-- measured: ${name} -->`, "<!-- end -->"];
    const start = text.indexOf(open);
    const end = text.indexOf(close, start);
    if (start === -1 || end === -1) {
      throw new Error(
        `docs/performance.md: expected ${open} and ${close} after it, found neither.`,
      );
    }
    text = `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
  }
  writeFileSync(file, text);
  writeFileSync(here("../docs/performance-epoch.svg"), await epochPicture(results.epochs));
  writeFileSync(here("../docs/performance-growth.svg"), await growthPicture(results.growth));
}
