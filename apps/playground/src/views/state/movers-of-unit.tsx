import type { Mover } from "../../worker/inspect/find-movers.ts";
import { Failure } from "../shared/failure.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { useAnswer } from "../shared/use-answer.ts";
import { stateTexts } from "./state-texts.ts";

interface MoversOfUnitProps {
  readonly unit: number;
  readonly order: readonly number[];
  readonly onPick: (unit: number) => void;
}

/** The words and spans of the validation texts that move the chosen unit most. */
export function MoversOfUnit({ unit, order, onPick }: MoversOfUnitProps) {
  const t = stateTexts();
  const shared = sharedTexts();
  const { value: movers, error } = useAnswer("findMovers", { unit });
  return (
    <section>
      <h2>{t.moversTitle}</h2>
      <p class="field inline">
        <label>
          {t.unit}{" "}
          <select
            value={unit}
            onChange={({ currentTarget }) => onPick(Number(currentTarget.value))}
          >
            {order.map((each) => (
              <option key={each} value={each}>
                {shared.unit(each + 1)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <Failure error={error} />
      {movers && (
        <div class="three">
          <MoverList title={t.up} movers={movers.up} />
          <MoverList title={t.down} movers={movers.down} />
          <div>
            <h3>{t.spans}</h3>
            <ul class="movers">
              {movers.spans.map(({ words, change }, n) => (
                <li key={n}>
                  <q>{words.join(" ")}</q> <span class="number">{signed(change)}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </section>
  );
}

function MoverList({
  title,
  movers,
}: {
  readonly title: string;
  readonly movers: readonly Mover[];
}) {
  const t = stateTexts();
  return (
    <div>
      <h3>{title}</h3>
      <ul class="movers">
        {movers.map(({ word, change, count }) => (
          <li key={word}>
            {word} <span class="number">{signed(change)}</span> <small>{t.times(count)}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

function signed(value: number): string {
  return value > 0 ? `+${value.toFixed(2)}` : value.toFixed(2).replace("-", "−");
}
