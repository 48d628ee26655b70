import type { Problem } from "../../problem/problem.ts";
import { sayProblem } from "../../problem/say-problem.ts";
import { sharedTexts } from "./shared-texts.ts";

/** Why an answer could not be given; nothing where it could. */
export function Failure({ error }: { readonly error: Problem | undefined }) {
  if (error === undefined) return null;
  return (
    <p class="notice" role="alert">
      {sharedTexts().failed} {sayProblem(error)}
    </p>
  );
}
