import type { TextTrace } from "../../worker/inspect/trace-text.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { Signed } from "../shared/signed.tsx";
import { watchTexts } from "./watch-texts.ts";

/** Each word: the probability after it, what it changed when it was read, and what it changes when it is left out. */
export function TraceTable({ trace }: { readonly trace: TextTrace }) {
  const t = watchTexts();
  const shared = sharedTexts();
  let before = trace.start;
  const rows = trace.words.map(({ word, status, probability }, n) => {
    const change = probability - before;
    before = probability;
    if (status !== "read") return [word, t[status](trace.tokens), "", ""];
    return [
      word,
      `${(100 * probability).toFixed(1)}%`,
      <Signed key="change" value={change} />,
      <Signed key="effect" value={trace.effects[n]} />,
    ];
  });
  return (
    <section>
      <h2>{t.tableTitle(trace.tokens)}</h2>
      <p class="lead">{t.tableLead}</p>
      <ScrollTable
        label={t.tableTitle(trace.tokens)}
        head={[shared.word, t.after, t.whenRead, t.whenLeftOut]}
        rows={rows}
      />
    </section>
  );
}
