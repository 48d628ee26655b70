import type { PaddedText } from "../../worker/inspect/compare-padding.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { nameCase } from "./name-case.ts";
import { paddingTexts } from "./padding-texts.ts";

/** What each kind of padding makes of the text, and how far the state has drifted. */
export function PaddingTable({ cases }: { readonly cases: readonly PaddedText[] }) {
  const t = paddingTexts();
  return (
    <ScrollTable
      label={t.tableTitle}
      head={[t.kind, t.lastProbability, t.atLastWord, t.stateLength]}
      rows={cases.map((each) => {
        const place = each.words.findLastIndex((word) => word !== null);
        const atWord = place < 0 ? undefined : each.probabilities[place];
        return [
          nameCase(each),
          `${(100 * each.last).toFixed(1)}%`,
          atWord === undefined ? "–" : `${(100 * atWord).toFixed(1)}%`,
          (each.lengths.at(-1) ?? 0).toFixed(3),
        ];
      })}
    />
  );
}
