import { download } from "../../state/download.ts";
import { settings } from "../../state/page.ts";
import { run } from "../../state/run-state.ts";
import { writeProgram } from "../../training/write-program.ts";
import { takeTexts } from "./take-texts.ts";

/** A program that does the same. */
export function CodeBox({ onSay }: { readonly onSay: (words: string) => void }) {
  const t = takeTexts();
  const program = writeProgram(run.value.settings ?? settings.value);
  return (
    <section>
      <h2>{t.code}</h2>
      <p class="lead">{t.codeLead}</p>
      <p class="buttons">
        <button
          type="button"
          onClick={() =>
            void navigator.clipboard.writeText(program).then(
              () => onSay(t.copied),
              () => undefined,
            )
          }
        >
          {t.copy}
        </button>
        <button type="button" onClick={() => download("train.ts", program, "text/plain")}>
          {t.downloadCode}
        </button>
      </p>
      <pre tabIndex={0} role="region" aria-label={t.code}>
        <code>{program}</code>
      </pre>
    </section>
  );
}
