import { run } from "../../state/run-state.ts";
import type { TextTrace } from "../../worker/inspect/trace-text.ts";
import { sharedTexts } from "../shared/shared-texts.ts";
import { watchTexts } from "./watch-texts.ts";

/** What the network takes the text for, and which word turned it. */
export function Verdict({ trace }: { readonly trace: TextTrace }) {
  const t = watchTexts();
  const { probability, words, turn } = trace;
  const [first, second] = run.value.facts?.classNames ?? ["0", "1"];
  const isKnown = words.some(({ status }) => status === "read");
  const isSecond = probability > 0.5;
  const percent = (100 * (isSecond ? probability : 1 - probability)).toFixed(1);
  return (
    <p class="verdict" role="status">
      {isKnown ? (
        <>
          <strong>{t.verdict(isSecond ? second : first, percent)}</strong>{" "}
          {turn === undefined
            ? t.noTurn(trace.tokens)
            : t.turned(words[turn].word, turn + 1, trace.tokens)}
        </>
      ) : (
        sharedTexts().noWords
      )}
    </p>
  );
}
