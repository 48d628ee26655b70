import type { Classification } from "@rnn/text-classifier";
import { useId } from "preact/hooks";
import { modelText, type OpenModel } from "../../state/opened-model.ts";
import { Failure } from "../shared/failure.tsx";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { useCall } from "../shared/use-call.ts";
import { Explanation } from "./explanation.tsx";
import { shortenName } from "./model-facts-line.tsx";
import { modelTexts } from "./model-texts.ts";

/** An explanation reads the text once for each of its words, so it waits until nobody types. */
const restMs = 300;

/** A text that is typed, what the model takes it for, and why. */
export function OneText({ model: { number } }: { readonly model: OpenModel }) {
  const t = modelTexts();
  const id = useId();
  const text = modelText.value;
  const params = text.trim() === "" ? undefined : { text };
  const { value: found, error } = useCall("classifyByModel", params, number);
  const { value: explained } = useCall("explainByModel", params, number, { delayMs: restMs });
  return (
    <section>
      <h2>{t.oneText}</h2>
      <p class="text-field">
        <label for={id}>{t.text}</label>
        <textarea
          id={id}
          rows={3}
          spellcheck={false}
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={({ currentTarget }) => {
            modelText.value = currentTarget.value;
          }}
        />
        <span class="field-hint" id={`${id}-hint`}>
          {t.textHint}
        </span>
      </p>
      <Failure error={error} />
      <p class="verdict" role="status">
        {params && found && <Verdict found={found} />}
      </p>
      {params && found?.top && found.top.length > 2 && (
        <ScrollTable
          label={t.likeliest}
          head={[t.className, t.probability]}
          rows={found.top.map(({ className, probability }) => [
            shortenName(className),
            percent(probability),
          ])}
        />
      )}
      {params && explained && <Explanation explained={explained} />}
    </section>
  );
}

function Verdict({ found }: { readonly found: Classification }) {
  const t = modelTexts();
  const { className, probability, rejected, readCount } = found;
  const say = rejected === true ? t.notSure : t.takenFor;
  return (
    <>
      <strong>{say(shortenName(className), (100 * probability).toFixed(1))}</strong>{" "}
      {readCount === 0 && t.nothingKnown}
    </>
  );
}

function percent(probability: number): string {
  return `${(100 * probability).toFixed(1)}%`;
}
