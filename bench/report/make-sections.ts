import * as chapterTables from "./chapter-tables.ts";
import { describeCrossings, growthTable, pointTable } from "./growth-table.ts";
import * as layerTables from "./layer-tables.ts";
import { layerTargetTable } from "./layer-targets.ts";
import type { ChapterResults, LayerResults, Results, StudyResults } from "./results.ts";
import { jobCostTable, workersTable } from "./study-tables.ts";

/** What a run says, by the names of the marks in docs/performance.md; of what it left out nothing. */
export function makeSections(results: Results): Record<string, string> {
  const { chapter, layers, studies } = results;
  return {
    ...(chapter && chapterSections(chapter, describeMachine(results))),
    ...(layers && layerSections(layers, describeMachine(results))),
    ...(studies && studySections(studies, describeMachine(results))),
  };
}

/** Date and machine of a run. */
const describeMachine = ({ date, machine, node, data }: Results): string =>
  `Measured on ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ` +
  `Node ${node}, ${data}.`;

const chapterSections = (chapter: ChapterResults, about: string): Record<string, string> => ({
  about,
  targets: chapterTables.targetTable(chapter),
  epochs: chapterTables.epochTable(chapter.epochs),
  peaks: chapterTables.peakTable(chapter.peaks),
  preparation: chapterTables.preparationTable(chapter.preparation),
  growth: growthTable(chapter.growth),
});

const studySections = (studies: StudyResults, about: string): Record<string, string> => ({
  "studies about": about,
  "studies jobs": jobCostTable(studies.jobs),
  "studies workers": workersTable(studies.workers),
});

const layerSections = (layers: LayerResults, about: string): Record<string, string> => ({
  "layers about": about,
  "layers targets": layerTargetTable(layers),
  "layers epochs": layerTables.layerTable(layers.networks),
  "layers peaks": layerTables.layerPeakTable(layers.networks),
  ...(layers.run && {
    "layers run": layerTables.runTable(layers.run),
    "layers turns": layerTables.turnTable(layers.turns),
    "layers growth": growthTable(layers.growth),
    "layers units": `${pointTable(layers.units)}\n\n${describeCrossings(layers.units)}`,
  }),
});
