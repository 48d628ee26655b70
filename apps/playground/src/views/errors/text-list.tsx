import { writeAddress } from "../../settings/address.ts";
import type { ViewId } from "../../settings/view-id.ts";
import { settings, view } from "../../state/page.ts";
import { longestText, text } from "../../state/text.ts";
import type { Scored } from "../../worker/inspect/find-errors.ts";
import { useAnswer } from "../shared/use-answer.ts";
import { viewNames } from "../view-names.ts";
import { endOf } from "./end-of.ts";
import { errorsTexts } from "./errors-texts.ts";
import { listTexts } from "./score-validation.ts";

/** Texts of the chosen cell that are shown, those that the network is surest of. */
const shownTexts = 8;

/** The views that a text can be taken into. */
const targets: readonly ViewId[] = ["watch", "state", "lens", "padding"];

interface TextListProps {
  readonly scored: Scored;
  readonly threshold: number;
  readonly cell: readonly [number, number];
}

/** The surest texts of a cell of the confusion matrix, each with ways into the views that look at a text. */
export function TextList({ scored, threshold, cell }: TextListProps) {
  const t = errorsTexts();
  const names = viewNames();
  const places = listTexts(scored, threshold, cell).slice(0, shownTexts);
  const { value: texts } = useAnswer("textsAt", { places });
  const { classNames, probabilities } = scored;
  return (
    <section>
      <h2>{t.listTitle(classNames[cell[0]], classNames[cell[1]])}</h2>
      {places.length === 0 && <p class="hint">{t.none}</p>}
      <ol class="texts">
        {places.map((place, n) => {
          const whole = texts?.[n];
          if (whole === undefined) return null;
          return (
            <li key={place}>
              <p>
                <strong>{`${(100 * probabilities[place]).toFixed(1)}%`}</strong> {endOf(whole)}
              </p>
              <p class="ways">
                {targets.map((id) => (
                  <a
                    key={id}
                    href={writeAddress(id, settings.value)}
                    aria-label={t.openIn(names[id], n + 1)}
                    onClick={() => {
                      text.value = whole.slice(-longestText);
                      view.value = id;
                    }}
                  >
                    {names[id]}
                  </a>
                ))}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
