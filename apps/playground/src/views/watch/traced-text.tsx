import { signedColor } from "../../charts/colors.ts";
import { namesOfClasses } from "../../state/class-names.ts";
import type { TextTrace } from "../../worker/inspect/trace-text.ts";
import { watchTexts } from "./watch-texts.ts";

/** The words, coloured by what each did to the probability. */
export function TracedText({ trace }: { readonly trace: TextTrace }) {
  const t = watchTexts();
  let before = trace.start;
  return (
    <figure class="traced">
      <figcaption>{t.colored(...namesOfClasses())}</figcaption>
      <p>
        {trace.words.map(({ word, status, probability }, n) => {
          const change = probability - before;
          before = probability;
          return (
            <>
              <span
                key={n}
                class={`word ${status}${n === trace.turn ? " turn" : ""}`}
                style={{
                  backgroundColor: signedColor(2 * change),
                }}
                {...(status !== "read" && { title: t[status](trace.tokens) })}
              >
                {word}
              </span>{" "}
            </>
          );
        })}
      </p>
    </figure>
  );
}
