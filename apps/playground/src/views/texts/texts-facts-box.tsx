import { run } from "../../state/run-state.ts";
import type { TextsFacts } from "../../worker/read-own-texts.ts";
import { Remarks } from "../shared/remarks.tsx";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { textsTexts } from "./texts-texts.ts";

/** What was read: how many texts of which classes, what the reader should know, and the first of them. */
export function TextsFactsBox({ facts }: { readonly facts: TextsFacts }) {
  const t = textsTexts();
  const { count, classNames, classCounts, description, remarks, takenFrom, preview } = facts;
  const { facts: trained, settings } = run.value;
  return (
    <section>
      <h2>{t.readTitle}</h2>
      <p lang="en">{description}</p>
      <p>
        {t.counts(count)} {classNames.map((name, n) => `${name}: ${classCounts[n]}`).join(", ")}.
      </p>
      {takenFrom > count && <p>{t.spread(count, takenFrom)}</p>}
      <Remarks title={t.remarks} remarks={remarks} />
      {settings?.data === "own" && trained && (
        <p>{t.coverage(trained.vocabulary, Math.round(100 * trained.coverage))}</p>
      )}
      <ScrollTable
        label={t.preview}
        head={[t.className, t.text]}
        isText
        rows={preview.map((row) => [row.className, row.text])}
      />
    </section>
  );
}
