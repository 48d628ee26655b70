import { useState } from "preact/hooks";
import { namesOfClasses } from "../../state/class-names.ts";
import { caret, text } from "../../state/text.ts";
import { Failure } from "../shared/failure.tsx";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { TextField } from "../shared/text-field.tsx";
import { useAnswer } from "../shared/use-answer.ts";
import { MoversOfUnit } from "./movers-of-unit.tsx";
import { StateMap } from "./state-map.tsx";
import { stateTexts } from "./state-texts.ts";
import { wordAtCaret } from "./word-at-caret.ts";

/** The state: units by words, and what moves a unit. */
export function StateView() {
  const t = stateTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead(...namesOfClasses())}</p>
      <NeedsNetwork>
        <TextField />
        <States />
      </NeedsNetwork>
    </>
  );
}

function States() {
  const { value: shown, error } = useAnswer("showStates", { text: text.value });
  const [picked, setPicked] = useState<number>();
  const [unit, setUnit] = useState<number>();
  if (shown === undefined) return <Failure error={error} />;
  const { words, order } = shown;
  if (words.length === 0) return <p class="hint">{sharedTexts().noWords}</p>;
  const ofCaret =
    caret.value === undefined ? undefined : wordAtCaret(text.value, caret.value, words);
  const word = Math.min(picked ?? ofCaret ?? words.length - 1, words.length - 1);
  const chosen = unit !== undefined && order.includes(unit) ? unit : order[0];
  return (
    <>
      <Failure error={error} />
      <StateMap
        shown={shown}
        word={word}
        unit={chosen}
        onPick={(pickedUnit, pickedWord) => {
          setUnit(pickedUnit);
          setPicked(pickedWord);
        }}
      />
      <MoversOfUnit unit={chosen} order={order} onPick={setUnit} />
    </>
  );
}
