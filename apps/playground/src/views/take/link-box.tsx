import { useId } from "preact/hooks";
import { writeAddress } from "../../settings/address.ts";
import { settings } from "../../state/page.ts";
import { takeTexts } from "./take-texts.ts";

/** A link that holds all settings. */
export function LinkBox({ onSay }: { readonly onSay: (words: string) => void }) {
  const t = takeTexts();
  const id = useId();
  const link = new URL(writeAddress("train", settings.value), location.href).href;
  return (
    <section>
      <h2>{t.link}</h2>
      <p class="field copy">
        <label for={id}>{t.linkLabel}</label>
        <input
          id={id}
          readOnly
          value={link}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button
          type="button"
          onClick={() =>
            void navigator.clipboard.writeText(link).then(
              () => onSay(t.copied),
              () => document.getElementById(id)?.focus(),
            )
          }
        >
          {t.copy}
        </button>
      </p>
    </section>
  );
}
