import { sayProblem } from "../problem/say-problem.ts";
import { sessionError } from "../state/last-session.ts";
import { refused } from "../state/page.ts";
import { run } from "../state/run-state.ts";
import { hasChanged } from "../state/train.ts";
import { shellTexts } from "./shell-texts.ts";

/** What the visitor should know: errors, warnings, parts of the link that were left out, changed settings. */
export function Notices() {
  const t = shellTexts();
  const { status, error, warning } = run.value;
  return (
    <div class="notices">
      {refused.value.length > 0 && (
        <p class="notice" role="alert">
          {t.refused(refused.value.join(", "))}{" "}
          <button
            type="button"
            onClick={() => {
              refused.value = [];
            }}
          >
            {t.dismiss}
          </button>
        </p>
      )}
      {status === "failed" && error !== undefined && (
        <p class="notice error" role="alert">
          {t.trainingFailed} {sayProblem(error)}
        </p>
      )}
      {warning !== undefined && (
        <p class="notice" role="alert">
          {t.slowEngine}
        </p>
      )}
      {sessionError.value !== undefined && (
        <p class="notice">
          {t.sessionFailed} {sayProblem(sessionError.value)}
        </p>
      )}
      {hasChanged() && <p class="notice">{t.changed}</p>}
    </div>
  );
}
