import type { ComponentChildren } from "preact";
import { ActionButton } from "../../shell/action-button.tsx";
import { run } from "../../state/run-state.ts";
import { start } from "../../state/train.ts";
import { sharedTexts } from "./shared-texts.ts";
import { hasNetwork } from "./use-answer.ts";

/** Its children where a network has learnt something, else how to get one. */
export function NeedsNetwork({ children }: { readonly children: ComponentChildren }) {
  const t = sharedTexts();
  if (hasNetwork()) return <>{children}</>;
  const isBusy = run.value.status === "preparing" || run.value.status === "playing";
  return (
    <div class="hint">
      <p>{t.needsNetwork}</p>
      <ActionButton isPrimary isAvailable={!isBusy} onClick={() => void start()}>
        {t.train}
      </ActionButton>
    </div>
  );
}
