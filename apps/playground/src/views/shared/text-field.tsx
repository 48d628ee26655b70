import { useId } from "preact/hooks";
import { caret, longestText, text } from "../../state/text.ts";
import { sharedTexts } from "./shared-texts.ts";

/** The text that the views look at, to type in. */
export function TextField() {
  const t = sharedTexts();
  const id = useId();
  return (
    <p class="text-field">
      <label for={id}>{t.text}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={longestText}
        spellcheck={false}
        value={text.value}
        aria-describedby={`${id}-hint`}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
          caret.value = currentTarget.selectionStart;
        }}
        onSelect={({ currentTarget }) => {
          caret.value = currentTarget.selectionStart;
        }}
      />
      <span class="field-hint" id={`${id}-hint`}>
        {t.textHint}
      </span>
    </p>
  );
}
