import { errorsTexts } from "./errors-texts.ts";
import type { Confusion } from "./score-validation.ts";

interface ConfusionTableProps {
  readonly confusion: Confusion;
  readonly classNames: readonly [string, string];
  readonly cell: readonly [number, number];
  readonly onPick: (cell: readonly [number, number]) => void;
}

/** The confusion matrix; each count is a button that lists its texts. */
export function ConfusionTable({ confusion, classNames, cell, onPick }: ConfusionTableProps) {
  const t = errorsTexts();
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label={t.confusion}>
      <table class="confusion">
        <caption>{t.confusion}</caption>
        <thead>
          <tr>
            <td />
            {classNames.map((name) => (
              <th key={name} scope="col">
                {t.takenFor(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.map((counts, truth) => (
            <tr key={classNames[truth]}>
              <th scope="row">{t.isReally(classNames[truth])}</th>
              {counts.map((count, taken) => (
                <td key={classNames[taken]}>
                  <button
                    type="button"
                    class={truth === taken ? "right" : "wrong"}
                    aria-pressed={cell[0] === truth && cell[1] === taken}
                    aria-label={t.showTexts(count, classNames[truth], classNames[taken])}
                    onClick={() => onPick([truth, taken])}
                  >
                    {count}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
